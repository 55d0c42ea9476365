import { askForFiles } from '../../ui/ask-for-files.ts'

const MEDIA_FILE = /\.(png|jpe?g|webp|gif|avif|bmp|tiff?|mp4|mov|mkv|webm|m4v)$/i

/** Lets the person choose files, or a folder with whatever in it is a picture or a clip; none when they think better. */
export async function askFor(what: 'pictures' | 'folder' | 'table'): Promise<File[]> {
  return chosen(await askForFiles(wanted[what]), what)
}

const wanted = {
  pictures: { accept: 'image/*,video/*', multiple: true },
  folder: { folder: true, multiple: true },
  table: { accept: '.csv,.tsv,.txt,text/csv' },
}

/** A folder in the order of its names, as people number them. */
function chosen(files: readonly File[], what: string): File[] {
  if (what !== 'folder') return [...files]
  const byName = new Intl.Collator(undefined, { numeric: true }).compare
  return files
    .filter(({ name }) => MEDIA_FILE.test(name))
    .toSorted((a, b) => byName(a.webkitRelativePath, b.webkitRelativePath))
}
