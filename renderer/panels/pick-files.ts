import { askForFiles } from '../ui/ask-for-files.ts'

const accepted = {
  media: 'image/*,video/*,audio/*,.mkv,.mov,.mp4,.webm,.m4a',
  workflow: '.json,.sceneloom,application/json',
  package: '.sceneloom',
}

/** Lets the person choose files; none when they change their mind. */
export function pickFiles(what: keyof typeof accepted): Promise<File[]> {
  return askForFiles({ accept: accepted[what], multiple: what === 'media' })
}
