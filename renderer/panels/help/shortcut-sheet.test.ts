import { describe, expect, it } from 'vitest'
import { commands } from '../../commands.ts'
import { changeLanguage } from '../../i18n/index.ts'
import { shortcutSheet } from './shortcut-sheet.ts'

const rows = () => shortcutSheet().flatMap((group) => group.rows)

describe('the shortcut sheet', () => {
  it('shows every command that has keys, with all of them', () => {
    const shown = rows().reduce((sum, { keys }) => sum + keys.length, 0)
    const ofCommands = commands.reduce((sum, { keys }) => sum + (keys?.length ?? 0), 0)
    const viewer = shortcutSheet()
      .at(-1)!
      .rows.reduce((sum, { keys }) => sum + keys.length, 0)
    expect(shown).toBe(ofCommands + viewer)
  })

  it('prints keys as they are printed on the keyboard', () => {
    expect(rows().find(({ label }) => label === 'Run')?.keys).toEqual(['Ctrl+Enter'])
    for (const { keys } of rows())
      for (const text of keys) expect(text).not.toMatch(/Key[A-Z]|Digit|Mod|Arrow/)
  })

  it('speaks the language of the window', () => {
    changeLanguage('zh-Hans')
    const chinese = rows()
    changeLanguage('en')
    for (const { label } of chinese) expect(label).toMatch(/\p{Script=Han}/u)
  })
})
