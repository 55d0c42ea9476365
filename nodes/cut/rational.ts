import { z } from 'zod'

/** Kept as a fraction: 29.97 is 30000/1001, and a rounded rate drifts. */
export const Rational = z.object({ num: z.number().int().positive(), den: z.number().int().positive() })
export type Rational = z.infer<typeof Rational>
