const MEDIA_FILE = /\.(png|jpe?g|webp|gif|avif|bmp|tiff?|mp4|mov|mkv|webm|m4v)$/i

/** Lets the person choose files, or a folder with whatever in it is a picture or a clip; none when they think better. */
export function askFor(what: 'pictures' | 'folder' | 'table'): Promise<File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = what !== 'table'
  input.webkitdirectory = what === 'folder'
  if (what !== 'folder') input.accept = what === 'table' ? '.csv,.tsv,.txt,text/csv' : 'image/*,video/*'
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(chosen([...(input.files ?? [])], what)))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

/** A folder in the order of its names, as people number them. */
function chosen(files: readonly File[], what: string): File[] {
  if (what !== 'folder') return [...files]
  const byName = new Intl.Collator(undefined, { numeric: true }).compare
  return files
    .filter(({ name }) => MEDIA_FILE.test(name))
    .toSorted((a, b) => byName(a.webkitRelativePath, b.webkitRelativePath))
}
