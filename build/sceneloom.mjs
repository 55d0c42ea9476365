#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { dist } from './paths.mjs'
import { ensureBuild, modernNode, requireNode } from './setup.mjs'

/** The `sceneloom` command: the built command line on a Node that can run it. */
requireNode()
ensureBuild()
const child = spawn(modernNode(), [join(dist, 'cli.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' })
// The child ends in its own way, and this process with its exit code.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => (process.exitCode = code ?? 1))
