/** Runway makes pictures in other sizes than clips; this is the size of picture that belongs to a clip's. */
const sizes: Readonly<Record<string, string>> = {
  '1280:720': '1920:1080',
  '720:1280': '1080:1920',
  '1104:832': '1168:880',
  '832:1104': '1080:1440',
  '960:960': '1024:1024',
  '1584:672': '1920:1080',
  '1280:768': '1920:1080',
  '768:1280': '1080:1920',
}

export function pictureSize(clipRatio: string): string {
  return sizes[clipRatio] ?? '720:1280'
}
