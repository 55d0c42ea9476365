import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const installed = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`)
const chromium = process.env['SCENELOOM_CHROMIUM'] ?? installed.find((file) => existsSync(file))

export default defineConfig({
  testDir: '.',
  // The fakes of providers are proven beside them, by the tests of the core.
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results/e2e',
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  // Two cores may be busy with encoding; a timing must never fail a test.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      // As `npm start` does: without UTF-8, Chromium cannot open a file named 雨.png.
      env: { ...process.env, LC_ALL: 'C.UTF-8' } as Record<string, string>,
      // A name that leads to this machine, as a rebound one would.
      args: ['--host-resolver-rules=MAP rebound.example 127.0.0.1'],
    },
  },
})
