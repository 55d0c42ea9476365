/** Brings the keyboard to the film: to the shot that is selected, as soon as it is on screen. */
export function focusStrip(): void {
  requestAnimationFrame(() => {
    const dock = document.querySelector<HTMLElement>('[data-scope="stitch"]')
    const shot = dock?.querySelector<HTMLElement>('[data-shot][tabindex="0"]')
    ;(shot ?? dock)?.focus({ preventScroll: true })
  })
}

/** To the words of a new card, which are written next: its form is on screen a moment later. */
export function focusCardTitle(): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>('[data-card-title] input')
    if (!field) return focusStrip()
    field.focus()
    field.select()
  })
}
