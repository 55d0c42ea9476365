const accepted = {
  media: 'image/*,video/*,audio/*,.mkv,.mov,.mp4,.webm,.m4a',
  workflow: '.json,.sceneloom,application/json',
  package: '.sceneloom',
}

/** Lets the person choose files; none when they change their mind. */
export function pickFiles(what: keyof typeof accepted): Promise<File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = what === 'media'
  input.accept = accepted[what]
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}
