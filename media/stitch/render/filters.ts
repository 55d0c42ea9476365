import type { Engine } from '../../ffmpeg/engine.ts'
import { runProgram } from '../../ffmpeg/program.ts'

const lists = new Map<string, Promise<string>>()

/** Whether this build of ffmpeg has a filter. Asked once for each engine. */
export async function hasFilter(engine: Engine, name: string): Promise<boolean> {
  const key = `${engine.ffmpeg} ${engine.version}`
  let list = lists.get(key)
  if (!list) {
    list = runProgram(engine.ffmpeg, ['-hide_banner', '-filters']).then(({ stdout }) => stdout)
    list.catch(() => lists.delete(key))
    lists.set(key, list)
  }
  return new RegExp(`^\\s*\\S+\\s+${name}\\s`, 'm').test(await list)
}
