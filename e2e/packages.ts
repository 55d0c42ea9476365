import type { Page } from '@playwright/test'
import { expect } from './app.ts'
import { command } from './window.ts'

/** Packs the open workflow with what the dialog has chosen, and saves the package as `file`. */
export async function exportPackage(
  page: Page,
  { name, file }: { name: string; file: string },
): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Export a package' })
  if (!(await dialog.isVisible())) await command(page, 'Export a package…')
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await expect(dialog.getByText(`Becomes ${name}.sceneloom`)).toBeVisible()
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(dialog.getByText(`${name}.sceneloom is written`)).toBeVisible()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download' }).click()
  await (await download).saveAs(file)
}

/** Chooses a package; what is in it is shown before anything comes in. */
export async function openPackage(page: Page, file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await command(page, 'Open a package…')
  await (await chooser).setFiles(file)
}
