/** What systems leave in folders, beside all that begins with a dot. */
const systemNames =
  /^(thumbs\.db|ehthumbs\.db|desktop\.ini|\$recycle\.bin|system volume information|lost\+found|__macosx|@eadir|#recycle)$/i

/** Whether something in a folder is hidden or the system's own, so that nobody means to import it with the folder. */
export function isLeftAside(name: string): boolean {
  return name.startsWith('.') || systemNames.test(name)
}
