/** "#rrggbb". Mixing happens in OKLab, where halfway between two colours looks like halfway. */
export type Colour = `#${string}`

type Lab = readonly [lightness: number, a: number, b: number]

export function mix(from: Colour, to: Colour, amount: number): Colour {
  const a = toLab(from)
  const b = toLab(to)
  return toColour([0, 1, 2].map((i) => a[i]! + (b[i]! - a[i]!) * amount) as unknown as Lab)
}

/** Turns the hue (degrees), scales the chroma and moves the lightness (0 to 1). */
export function adjust(
  colour: Colour,
  change: { readonly hue?: number; readonly chroma?: number; readonly lightness?: number },
): Colour {
  const [lightness, a, b] = toLab(colour)
  const angle = ((change.hue ?? 0) * Math.PI) / 180
  const scale = change.chroma ?? 1
  return toColour([
    Math.min(Math.max(lightness + (change.lightness ?? 0), 0), 1),
    (a * Math.cos(angle) - b * Math.sin(angle)) * scale,
    (a * Math.sin(angle) + b * Math.cos(angle)) * scale,
  ])
}

export function lighter(colour: Colour, amount: number): Colour {
  return adjust(colour, { lightness: amount })
}

export function darker(colour: Colour, amount: number): Colour {
  return adjust(colour, { lightness: -amount })
}

/** The colour with an opacity, as the canvas takes it. */
export function alpha(colour: Colour, opacity: number): string {
  const [red, green, blue] = toBytes(colour)
  return `rgba(${red},${green},${blue},${Number(opacity.toFixed(3))})`
}

function toBytes(colour: Colour): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

function toLab(colour: Colour): Lab {
  const [r, g, b] = toBytes(colour).map((byte) => {
    const value = byte / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function toColour([lightness, a, b]: Lab): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
  const hex = linear.map((value) => {
    const encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * Math.max(value, 0) ** (1 / 2.4) - 0.055
    return Math.round(Math.min(Math.max(encoded, 0), 1) * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${hex.join('')}`
}
