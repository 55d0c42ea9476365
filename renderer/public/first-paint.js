// Runs before the first paint, so that no window flashes in the other theme. The setting itself is in the
// library; `renderer/theme.ts` leaves a copy here.
{
  const pinned = localStorage.getItem('sceneloom.theme')
  const light = matchMedia('(prefers-color-scheme: light)').matches
  document.documentElement.dataset.theme =
    pinned === 'light' || pinned === 'dark' ? pinned : light ? 'light' : 'dark'
}
