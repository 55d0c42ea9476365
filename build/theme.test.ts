import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const renderer = join(import.meta.dirname, '../renderer')
const uses = /(?<![\w-])(?:text|bg|border|ring|outline|fill|stroke|from|via|to)-(white|black)(?![\w-])/g

test('black and white, where a film is shown, are colours of the theme', () => {
  const theme = readFileSync(join(renderer, 'theme.css'), 'utf8')
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  const named = files
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .flatMap((file) => [...readFileSync(join(renderer, file), 'utf8').matchAll(uses)])
    .map(([, colour]) => colour!)
  // All of Tailwind's own colours are taken out of the theme: without a line of its own, a class does nothing.
  expect(new Set(named)).toEqual(new Set(['white', 'black']))
  for (const colour of new Set(named)) expect(theme).toContain(`--color-${colour}:`)
})
