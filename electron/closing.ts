import { app, dialog, type BrowserWindow } from 'electron'
import type { Settings } from '../nodes/contract/records.ts'

const TRY_EVERY_MS = 100
/** How long the page may go on saving before the person is asked. */
const PATIENCE_MS = 1_000

const words = {
  en: {
    message: 'The latest changes could not be saved',
    detail: 'If you close the window now, they are lost.',
    buttons: ['Stay', 'Close Anyway'],
  },
  zh: {
    message: '最近的更改未能保存',
    detail: '现在关闭窗口会丢失这些更改。',
    buttons: ['留下', '仍然关闭'],
  },
}
const STAY = 0

type Language = Settings['language']

/**
 * The page refuses to close while something is not in the library, and Electron would leave it at that without a
 * word. So the window tries again for a moment, in which a save on its way arrives, and then asks.
 */
export function closeOnceSaved(window: BrowserWindow, language: () => Promise<Language>): void {
  let isClosing = false
  let anyway = false
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: Promise<void> | undefined

  window.on('close', () => (isClosing = true))
  window.on('closed', () => clearTimeout(timer))
  window.webContents.on('will-prevent-unload', (event) => {
    // A reload is refused as well, and then there is nothing to ask.
    if (!isClosing) return
    isClosing = false
    if (anyway) return event.preventDefault()
    clearTimeout(timer)
    if (tries++ < PATIENCE_MS / TRY_EVERY_MS) timer = setTimeout(() => window.close(), TRY_EVERY_MS)
    else asking ??= ask().finally(() => (asking = undefined))
  })

  async function ask(): Promise<void> {
    tries = 0
    const { response } = await dialog.showMessageBox(window, {
      ...textIn(await language()),
      type: 'warning',
      defaultId: STAY,
      cancelId: STAY,
      noLink: true,
    })
    if (response === STAY || window.isDestroyed()) return
    anyway = true
    window.close()
  }
}

function textIn(language: Language): (typeof words)['en'] {
  const tag = language === 'system' ? app.getLocale() : language
  return tag.startsWith('zh') ? words.zh : words.en
}
