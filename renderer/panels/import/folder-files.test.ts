import { expect, it } from 'vitest'
import { filesOf, pickedFiles } from './folder-files.ts'

/** As a browser shows a folder: a hundred entries at a time, and an empty list at the end. */
function folder(path: string, children: FileSystemEntry[]): FileSystemEntry {
  const createReader = () => {
    const rest = [...children]
    return { readEntries: (done: (some: FileSystemEntry[]) => void) => done(rest.splice(0, 2)) }
  }
  return {
    isDirectory: true,
    isFile: false,
    name: path.split('/').at(-1),
    fullPath: path,
    createReader,
  } as never
}

function file(path: string, isThere = true): FileSystemEntry {
  const name = path.split('/').at(-1)!
  const read = (done: (file: File) => void, gone: (error: Error) => void) =>
    isThere ? done(new File([name], name)) : gone(new Error('gone'))
  return { isDirectory: false, isFile: true, name, fullPath: path, file: read } as never
}

async function listed(files: AsyncIterable<{ name: string; file?: File; error?: { code: string } }>) {
  const all = []
  for await (const { name, error } of files) all.push(error ? `${name}: ${error.code}` : name)
  return all
}

it('walks a dropped folder to its end, in the order that people number things', async () => {
  const scene = (n: number) => folder(`/Footage/scene ${n}`, [file(`/Footage/scene ${n}/a.mp4`)])
  const footage = folder('/Footage', [
    scene(10),
    scene(2),
    file('/Footage/.DS_Store'),
    folder('/Footage/.cache', [file('/Footage/.cache/x.mp4')]),
    file('/Footage/gone.mp4', false),
  ])
  expect(await listed(filesOf([footage, file('/extra.mp4')]))).toEqual([
    'extra.mp4',
    'Footage/.cache: file_left_aside',
    'Footage/.DS_Store: file_left_aside',
    'Footage/gone.mp4: file_not_found',
    'Footage/scene 2/a.mp4',
    'Footage/scene 10/a.mp4',
  ])
})

it('leaves aside the same of a folder that was picked', async () => {
  const picked = ['Footage/10.mp4', 'Footage/2.mp4', 'Footage/.git/x', 'Footage/Thumbs.db'].map((path) =>
    Object.defineProperty(new File([], path.split('/').at(-1)!), 'webkitRelativePath', { value: path }),
  )
  expect(await listed(pickedFiles(picked))).toEqual([
    'Footage/.git/x: file_left_aside',
    'Footage/2.mp4',
    'Footage/10.mp4',
    'Footage/Thumbs.db: file_left_aside',
  ])
})
