import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './paths.mjs'

export const unitReport = join(root, 'test-results/unit.json')
export const providerReport = join(root, 'test-results/providers.json')
export const filmReport = join(root, 'test-results/films.json')
export const browserReport = join(root, 'test-results/e2e.json')

const NOTHING = { passed: 0, failed: 0, skipped: [] }

/** Counts of tests from the JSON that vitest wrote; all zero if it did not get that far. */
export function readVitestReport(file) {
  const report = readJson(file)
  if (!report) return NOTHING
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const without = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + without.length,
    skipped: tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => ({ title: fullName, reason: 'skipped in its file' })),
  }
}

/** Name and message of each test that failed, for the eye that has only a screen for it; '' without a report. */
export function describeFailures(file) {
  const files = readJson(file)?.testResults.filter(({ status }) => status === 'failed') ?? []
  return files
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed')
      const told = failed.map((test) => `${test.fullName}\n${test.failureMessages.join('\n')}`)
      return (told.length > 0 ? told : [message]).map((text) => `${relative(root, name)}: ${text}`)
    })
    .join('\n\n')
}

/** Counts of the browser tests, with the reason that each skipped one gave. */
export function readBrowserReport() {
  const report = readJson(browserReport)
  if (!report) return NOTHING
  const { expected, flaky, unexpected } = report.stats
  const skipped = report.suites.flatMap(specsOf).flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === 'skipped')
      .map((test) => ({
        title: spec.title,
        reason: test.annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given',
      })),
  )
  return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped }
}

function specsOf(suite) {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)]
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
