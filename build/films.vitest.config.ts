import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Whole films out of real files, by the real core. See test-films.mjs. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['e2e/films/**/*.test.ts'],
    setupFiles: ['build/seed-properties.ts'],
    testTimeout: 900_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
