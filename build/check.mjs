import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeFailures, filmReport, providerReport, unitReport } from './reports.mjs'
import { step } from './steps.mjs'
import { filmsBriefly, filmTests } from './test-films.mjs'
import { briefly, providerTests } from './test-providers.mjs'

const vitest = ['run', '--config', 'build/vitest.config.ts', '--reporter=dot', '--reporter=json']
const steps = [
  ['format', 'prettier', ['--check', '--cache', '--log-level', 'warn', '.']],
  ['lint', 'oxlint', ['--deny-warnings']],
  ['types', 'tsc', ['-b']],
  ['unit tests', 'vitest', [...vitest, `--outputFile.json=${unitReport}`], { report: unitReport }],
  ['provider tests', 'vitest', providerTests, { env: briefly, report: providerReport }],
  ['film tests', 'vitest', filmTests, { env: filmsBriefly, report: filmReport }],
  ['build', 'node', ['build/bundle.mjs']],
  ['built programs', 'node', ['build/smoke.mjs']],
  ['packaging', 'node', ['build/check-builder-config.mjs']],
]

/** Everything but the tests in a browser. Stops at the first step that does not succeed and answers its name. */
export async function check() {
  for (const report of [unitReport, providerReport, filmReport]) rmSync(report, { force: true })
  for (const [name, command, args, { env, report } = {}] of steps) {
    const why = report && (() => describeFailures(report))
    if (!(await step(name, command, { args, env, why }))) return name
  }
  return undefined
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = (await check()) ? 1 : 0
}
