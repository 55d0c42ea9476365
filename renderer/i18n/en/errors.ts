import { errorTable } from '../../../nodes/error-table.ts'
import { type ErrorCode } from '../../../nodes/errors.ts'

/** The table itself speaks English; the other languages translate it row by row. */
export const errors = Object.fromEntries(
  Object.entries(errorTable).map(([code, { text }]) => [code, text]),
) as Record<ErrorCode, string>
