import type { WorkflowDocument } from '../nodes/graph/document.ts'

/** The workflow alone as a file, which any Sceneloom opens; what it made stays in the library. */
export function saveWorkflowFile(name: string, document: WorkflowDocument): void {
  const text = `${JSON.stringify(document, null, 2)}\n`
  const link = window.document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = `${name.replace(/["*/:<>?\\|]/g, '-').slice(0, 120) || 'workflow'}.sceneloom.json`
  link.click()
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
