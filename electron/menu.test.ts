import { expect, it } from 'vitest'
import { menuCommands, menuTemplate } from './menu.ts'

it('sends the command of an item to the window', () => {
  const sent: string[] = []
  const items = menuTemplate((command) => sent.push(command), false).flatMap(({ submenu }) =>
    Array.isArray(submenu) ? submenu : [],
  )
  for (const item of items) (item.click as (() => void) | undefined)?.()
  expect(sent).toEqual(menuCommands)
  expect(new Set(sent).size).toBe(sent.length)
})

it('shows the keys without taking them from the window, which listens to them in every shell', () => {
  const items = menuTemplate(() => undefined, false).flatMap(({ submenu }) =>
    Array.isArray(submenu) ? submenu : [],
  )
  const withKeys = items.filter((item) => item.accelerator)
  expect(withKeys.length).toBeGreaterThan(5)
  expect(withKeys.every((item) => item.registerAccelerator === false)).toBe(true)
})

it('has the menu of the app first on a Mac', () => {
  expect(menuTemplate(() => undefined, true)[0]).toEqual({ role: 'appMenu' })
})
