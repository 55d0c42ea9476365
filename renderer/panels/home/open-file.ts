import { openWorkflowOrPackage } from '../package/package-dialog.ts'
import { pickFiles } from '../pick-files.ts'

/** A workflow file becomes a workflow of the library, a package says what is in it; the file itself is only read. */
export async function openWorkflowFile(): Promise<void> {
  const [file] = await pickFiles('workflow')
  if (file) await openWorkflowOrPackage(file)
}
