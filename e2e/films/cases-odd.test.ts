import { describe } from 'vitest'
import { oddMedia } from './odd-media.ts'
import { tryCases } from './try-cases.ts'

describe('a file of a rare kind', () => {
  tryCases(oddMedia)
})
