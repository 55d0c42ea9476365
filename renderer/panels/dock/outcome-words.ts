import type { Run } from '../../../nodes/contract/records.ts'
import { translate } from '../../i18n/index.ts'
import { countRun } from './run-count.ts'

/** "5 made, 2 reused, 1 did not finish" */
export function outcomeWords(run: Pick<Run, 'nodes' | 'state'>): string {
  const { made, reused, failed, held, waiting } = countRun(run)
  const counts = [
    made > 0 && translate('panels:runs.made', { count: made }),
    reused > 0 && translate('panels:runs.reused', { count: reused }),
    failed > 0 && translate('panels:runs.partial', { count: failed }),
    held > 0 && translate('panels:runs.held', { count: held }),
    waiting > 0 && run.state === 'partial' && translate('panels:runs.skipped', { count: waiting }),
  ]
  return counts.filter((words) => words !== false).join(translate('panels:runs.comma'))
}
