/** The parts of the window that F6 visits, in this order. Each is an element with `data-region`. */
const lastFocus = new Map<string, HTMLElement>()

if (typeof document !== 'undefined') {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    const region = target.closest<HTMLElement>('[data-region]')?.dataset['region']
    if (region) lastFocus.set(region, target)
  })
}

/** Moves the keyboard to the next region (-1: the one before), to the control that was last used there. */
export function focusNextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(isShown)
  if (regions.length === 0) return
  const present = regions.findIndex((region) => region.contains(document.activeElement))
  const start = present === -1 ? (step === 1 ? -1 : 0) : present
  focusRegionElement(regions[(start + step + regions.length) % regions.length]!)
}

function focusRegionElement(region: HTMLElement): void {
  const last = lastFocus.get(region.dataset['region']!)
  const target = last?.isConnected && isShown(last) ? last : firstControl(region)
  target.focus({ preventScroll: target === region })
}

function firstControl(region: HTMLElement): HTMLElement {
  const controls = region.querySelectorAll<HTMLElement>(
    'button:not([disabled]), input:not([disabled]), textarea, [href], [tabindex="0"]',
  )
  return [...controls].find(isShown) ?? region
}

function isShown(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert]') === null
}
