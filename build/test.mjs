import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { check } from './check.mjs'
import { root } from './paths.mjs'
import { ensurePrograms } from './programs.mjs'
import {
  browserReport,
  filmReport,
  providerReport,
  readBrowserReport,
  readVitestReport,
  unitReport,
} from './reports.mjs'
import { ensureModules, giveUp, modernNode, requireNode, toolEnvironment } from './setup.mjs'

/**
 * `npm test`: installs what is missing, checks everything, drives the built app in a real Chromium, and ends
 * with one line that adds both up.
 */
requireNode()
ensureModules()
const missing = ensurePrograms(['ffmpeg', 'chromium'])
if (missing.length > 0) giveUp(`The tests need ${missing.join(' and ')}.`)

rmSync(browserReport, { force: true })
const stoppedAt = await check()
const inBrowser = stoppedAt === undefined ? testInBrowser() : undefined
summarize()

function testInBrowser() {
  console.log('\nTests in Chromium:')
  const playwright = join(root, 'node_modules/@playwright/test/cli.js')
  const args = [playwright, 'test', '--config', 'e2e/playwright.config.ts']
  return spawnSync(modernNode(), args, { cwd: root, env: toolEnvironment(), stdio: 'inherit' }).status
}

function summarize() {
  const reports = [...[unitReport, providerReport, filmReport].map(readVitestReport), readBrowserReport()]
  const skipped = reports.flatMap((report) => report.skipped)
  const passed = sum(reports.map((report) => report.passed))
  let failed = sum(reports.map((report) => report.failed))
  // A step that is no test, or tests that did not even report, must not look like success.
  if (failed === 0 && (stoppedAt !== undefined || inBrowser !== 0)) failed = 1

  console.log('')
  for (const { title, reason } of skipped) console.log(`Skipped: ${title} (${reason})`)
  if (stoppedAt !== undefined) console.log(`Stopped at: ${stoppedAt}. The tests in Chromium did not run.`)
  console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
  process.exitCode = failed === 0 ? 0 : 1
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}
