#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { dist } from './paths.mjs'
import { ensureBuild, modernNode, requireNode } from './setup.mjs'

/** The `sceneloom` command: the built command line on a Node that can run it. */
requireNode()
ensureBuild()
const child = spawn(modernNode(), [join(dist, 'cli.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' })
// Ctrl+C reaches the child by itself, which then ends in its own way.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code) => (process.exitCode = code ?? 1))
