import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['{nodes,media,electron,renderer,build}/**/*.test.{ts,tsx}'],
    setupFiles: ['build/seed-properties.ts'],
    // Half of a test is waiting for ffmpeg or the disk: the one core that Vitest leaves free would stand idle.
    maxWorkers: '100%',
    // Real ffmpeg runs inside the tests; two cores under load can be slow, and a timing must never fail a test.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 15_000 } },
  },
})
