import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { startApp } from '../app.ts'
import { compare, type Row } from './measure.ts'

/** From starting the program to the sample on screen, against the same browser opening an empty page. */
export async function benchWindow(folder: string): Promise<Row[]> {
  const browser = await chromium.launch(
    existsSync('/usr/bin/chromium') ? { executablePath: '/usr/bin/chromium' } : {},
  )
  const visit = async (url: string, sign: string) => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(url)
    await page.locator(sign).first().waitFor()
    await page.close()
  }
  const dataFolder = join(folder, 'window-library')
  const rows = await compare('window ready', 5, [
    { name: 'an empty page', run: () => visit('data:text/html,<p>ready', 'p') },
    {
      name: 'Sceneloom: program start to nodes on screen',
      run: async () => {
        const app = await startApp({ dataFolder })
        await visit(app.url, '.react-flow__node')
        await app.stop()
      },
    },
  ])
  await browser.close()
  return rows
}
