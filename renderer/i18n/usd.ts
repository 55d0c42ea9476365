const CENT = 0.01
const SMALLEST = 0.001

/** US dollars as people write them: cents, and a third decimal only where cents would say nothing. */
export function formatUsd(usd: number, language: string): string {
  const size = Math.abs(usd)
  const tiny = size > 0 && size < CENT
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    ...(tiny && { minimumFractionDigits: 0, maximumFractionDigits: 3 }),
  })
  return tiny && size < SMALLEST ? `< ${format.format(SMALLEST)}` : format.format(usd)
}

/** A rate of a price list, exactly as it is: $0.0333 a second must not read as $0.03. */
export function formatRate(usd: number, language: string): string {
  const format = { style: 'currency', currency: 'USD', maximumFractionDigits: 5 } as const
  return new Intl.NumberFormat(language, format).format(usd)
}

/** For a limit that a person set: "$10", and "$7.50" only where there are cents. */
export function formatLimit(usd: number, language: string): string {
  const whole = Number.isInteger(usd)
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    ...(whole && { maximumFractionDigits: 0 }),
  }).format(usd)
}
