import type { Card } from '../../../nodes/cut/cut.ts'

/** As the film draws it: sizes in hundredths of the shorter side. */
const looks = {
  title: { title: 9.4, weight: 700, text: 3.9, gap: 5.2, rule: 14 },
  end: { title: 5.6, weight: 500, text: 3.5, gap: 3.8, rule: 8 },
} as const

/** A title or end card in the frame, about as it will stand in the film. */
export function drawCard({ style, title, text, ground }: Card): HTMLElement {
  const look = looks[style]
  const card = document.createElement('div')
  card.className =
    'absolute inset-0 flex flex-col items-center justify-center px-[10cqw] pb-[3cqh] text-center whitespace-pre-wrap'
  card.style.color = isBright(ground) ? 'black' : 'white'
  if (title !== '') card.append(lineOf(title, { size: look.title, weight: look.weight }))
  if (title !== '' && text !== '') card.append(ruleOf(look))
  if (text !== '') card.append(lineOf(text, { size: look.text, weight: 400 }))
  return card
}

function lineOf(
  text: string,
  { size, weight }: { readonly size: number; readonly weight: number },
): HTMLElement {
  const line = document.createElement('p')
  const style = { fontSize: `${size}cqmin`, fontWeight: String(weight), overflowWrap: 'anywhere' }
  Object.assign(line.style, style, { lineHeight: '1.36', maxWidth: '118cqmin' })
  if (weight === 400) line.style.opacity = '0.78'
  line.textContent = text
  return line
}

function ruleOf({ gap, rule }: { readonly gap: number; readonly rule: number }): HTMLElement {
  const line = document.createElement('div')
  const style = { width: `${rule}cqmin`, height: 'max(1px, 0.3cqmin)', margin: `${gap}cqmin 0` }
  Object.assign(line.style, style, { background: 'currentColor', opacity: '0.42' })
  return line
}

/** Whether black letters are the ones that can be read on it. */
function isBright(ground: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(ground.slice(at, at + 2), 16))
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140
}
