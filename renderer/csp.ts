import { config } from 'zod'

// The window's policy forbids code made from text; zod would try, and be noted as a violation.
config({ jitless: true })
