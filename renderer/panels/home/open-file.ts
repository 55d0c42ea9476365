import { act } from '../act.ts'
import { pickFiles } from '../pick-files.ts'

/** A workflow file becomes a workflow of the library; the file itself is only read. */
export async function openWorkflowFile(): Promise<void> {
  const [file] = await pickFiles('workflow')
  if (!file) return
  await act().importWorkflowText(file.name.replace(/\.[^.]+$/, ''), await file.text())
}
