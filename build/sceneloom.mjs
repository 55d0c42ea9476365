#!/usr/bin/env node
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { dist, root } from './paths.mjs'
import { giveUp, modernNode, requireNode } from './setup.mjs'
import { isStale } from './stale.mjs'

/** The `sceneloom` command: the built command line on a Node that can run it. */
requireNode()
const node = modernNode()
if (isStale()) {
  // Not to stdout: that belongs to the command.
  const { status } = spawnSync(node, [join(root, 'build/bundle.mjs')], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) giveUp('Sceneloom could not be built.')
}
const child = spawn(node, [join(dist, 'cli.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' })
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code) => (process.exitCode = code ?? 1))
