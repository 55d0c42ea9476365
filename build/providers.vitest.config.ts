import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The real core against fakes of every provider: whole lives of jobs, not units. See test-providers.mjs. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['e2e/{fakes,providers}/**/*.test.ts'],
    testTimeout: 900_000,
    hookTimeout: 120_000,
    // They start processes of their own and wait for them: more than two at once only slow each other down.
    maxWorkers: 2,
  },
})
