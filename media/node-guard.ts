/**
 * better-sqlite3 13 is built on Node-API 10: on an older Node it ends the process without a word. Entry points
 * import this file first; `openDatabase` asks again, for whoever comes another way.
 */
export function nodeProblem(versions: { node: string; napi?: string | undefined } = process.versions) {
  if (Number(versions.napi) >= 10) return undefined
  return `Sceneloom needs Node 22.14 or newer; this is ${versions.node}. Install it from https://nodejs.org and start again.`
}

const problem = nodeProblem()
if (problem) {
  process.stderr.write(`${problem}\n`)
  process.exit(1)
}
