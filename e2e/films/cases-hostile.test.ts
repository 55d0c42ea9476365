import { describe } from 'vitest'
import { hostileFiles, oddNames, unnameable } from './hostile-files.ts'
import { hostileParts } from './hostile-parts.ts'
import { tryCases } from './try-cases.ts'

describe('a file that is broken, wrong or badly named', () => {
  tryCases([...hostileFiles, ...hostileParts, ...oddNames, unnameable])
})
