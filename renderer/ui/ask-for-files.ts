export interface FilesWanted {
  /** Kinds and endings, as the browser's own chooser takes them. */
  readonly accept?: string
  readonly multiple?: boolean
  /** A whole folder: its files come with their paths below it. */
  readonly folder?: boolean
}

/** Lets the person choose files; none when they change their mind. */
export function askForFiles({ accept = '', multiple = false, folder = false }: FilesWanted): Promise<File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.hidden = true
  Object.assign(input, { accept, multiple, webkitdirectory: folder })
  // One that stands nowhere may be cleared away while the person still chooses, and nothing would come of it.
  document.body.append(input)
  return new Promise((resolve) => {
    const end = (files: FileList | null) => {
      input.remove()
      resolve([...(files ?? [])])
    }
    input.addEventListener('change', () => end(input.files))
    input.addEventListener('cancel', () => end(null))
    input.click()
  })
}
