import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['{nodes,media,electron,renderer,build}/**/*.test.{ts,tsx}'],
    setupFiles: ['build/seed-properties.ts'],
    // Real ffmpeg runs inside the tests; two cores under load can be slow, and a timing must never fail a test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
})
