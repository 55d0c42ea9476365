import { expect, it } from 'vitest'
import { createPlaces } from './places.ts'

const calm = new AbortController().signal
const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

it('lets in as many as there are places, and the next when one leaves', async () => {
  const places = createPlaces(2)
  const leave = await places.take(calm)
  await places.take(calm)
  let third = false
  void places.take(calm).then(() => (third = true))
  await soon()
  expect(third).toBe(false)
  leave()
  leave()
  await soon()
  expect(third).toBe(true)
})

it('lets go of whoever stops waiting, without losing a place', async () => {
  const places = createPlaces(1)
  const leave = await places.take(calm)
  const impatient = new AbortController()
  const waiting = places.take(impatient.signal)
  impatient.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'stopped' })
  leave()
  await expect(places.take(calm)).resolves.toBeTypeOf('function')
})
