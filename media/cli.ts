import { AppError, sentence, toWire } from '../nodes/errors.ts'
import './node-guard.ts'
import { commands } from './cli/commands.ts'
import { say } from './cli/output.ts'
import { fromDiskError } from './db/disk-error.ts'

/** `sceneloom <command> …`: the same core without a window. Results as JSON on stdout, all else on stderr. */
// Whoever reads along may stop reading (`| head`): that must not cut off the work, nor what cleans up behind it.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

const [name = 'help', ...words] = process.argv.slice(2)

try {
  const command = commands.find((candidate) => candidate.name === name)
  if (command) process.exitCode = await command.perform(words)
  else if (['help', '--help', '-h'].includes(name)) say(usage())
  else {
    say(`There is no command “${name}”.\n\n${usage()}`)
    process.exitCode = 2
  }
} catch (caught) {
  const error = fromDiskError(caught, { folder: 'the folder of the library', what: 'the library' })
  const wire = toWire(error)
  say(error instanceof AppError ? sentence(wire) : `Something unexpected happened: ${wire.message}`)
  process.exitCode = 1
}

function usage(): string {
  const width = Math.max(...commands.map(({ synopsis }) => synopsis.length))
  const lines = commands.map(({ synopsis, summary }) => `  sceneloom ${synopsis.padEnd(width)}  ${summary}`)
  return ['Sceneloom on the command line.', '', ...lines, '', 'Every command takes --data <folder>.'].join(
    '\n',
  )
}
