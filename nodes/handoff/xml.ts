/** An element as text. Values are escaped here and nowhere else; children are elements already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: readonly string[] | string = [],
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  if (typeof children === 'string') return `<${name}${written}>${escapeXml(children)}</${name}>`
  if (children.length === 0) return `<${name}${written}/>`
  const inner = children.map((child) => child.replaceAll(/(^|\n)/g, '$1  ')).join('\n')
  return `<${name}${written}>\n${inner}\n</${name}>`
}

/** XML 1.0 has no way at all to write these: control letters and halves of others. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** Line ends inside an attribute would become spaces. */
function escapeXml(text: string): string {
  return text
    .replace(UNWRITABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\r\n|[\r\n]/g, '&#10;')
}
