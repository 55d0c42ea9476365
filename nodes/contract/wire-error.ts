import { z } from 'zod'
import { errorTable } from '../error-table.ts'
import { type ErrorCode } from '../errors.ts'

export const WireErrorRecord = z.object({
  code: z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
})
