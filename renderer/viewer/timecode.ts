/** Which frame is on screen at a time. A hair is added because players answer 0.041666 for one 24th. */
export function frameAt(seconds: number, fps: number): number {
  return Math.max(0, Math.floor(seconds * fps + 0.01))
}

/** A time that lies inside a frame, not on its edge, where players show the one before. */
export function timeOfFrame(frame: number, fps: number): number {
  return frame <= 0 ? 0 : frame / fps + 0.001
}

/** HH:MM:SS:FF. Rates such as 29.97 count as 30 frames to the second, without dropping numbers. */
export function formatTimecode(seconds: number, fps: number): string {
  const frame = frameAt(seconds, fps)
  const perSecond = Math.max(1, Math.round(fps))
  const whole = Math.floor(frame / perSecond)
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60, frame % perSecond]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

/**
 * What an editor types: "1:02:03" counts from the right (frames, seconds, minutes, hours), and so does "10203".
 * Answers seconds, or undefined when it is no time.
 */
export function parseTimecode(text: string, fps: number): number | undefined {
  const typed = text.trim().replaceAll('：', ':')
  const parts = /^\d+$/.test(typed) ? pairsFromRight(typed) : typed.split(/[:;.]/)
  if (parts.length > 4 || !parts.every((part) => /^\d+$/.test(part))) return undefined
  const [frames = 0, seconds = 0, minutes = 0, hours = 0] = parts.map(Number).toReversed()
  const perSecond = Math.max(1, Math.round(fps))
  return timeOfFrame(((hours * 60 + minutes) * 60 + seconds) * perSecond + frames, fps)
}

/** A length as people say it: "0:03", "12:05", "1:00:00". */
export function formatLength(seconds: number): string {
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const tail = String(rest).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

function pairsFromRight(digits: string): string[] {
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  return even.match(/../g) ?? []
}
