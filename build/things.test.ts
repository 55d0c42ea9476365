import { glob, readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { things } from '../renderer/i18n/zh-Hans/things.ts'

const root = new URL('../', import.meta.url)

/** What an error is about, wherever the code writes it out: the window says it in its own language. */
async function written(): Promise<string[]> {
  const found: string[] = []
  for await (const path of glob('{nodes,media,electron}/**/*.ts', { cwd: root })) {
    if (path.includes('.test.')) continue
    const text = await readFile(new URL(path, root), 'utf8')
    const all = text.matchAll(/\b(?:what: |what = |gone\()'((?:This|The|the|what|your) [^']+)'/g)
    found.push(...[...all].map(([, what]) => what!))
  }
  return [...new Set(found)].toSorted()
}

it('has Chinese words for everything that an error is about, and for nothing else', async () => {
  expect(Object.keys(things).toSorted()).toEqual(await written())
})
