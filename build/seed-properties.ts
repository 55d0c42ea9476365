import * as fc from 'fast-check'

/**
 * The same examples on every machine, so that a change fails its own tests and nobody else's. `SEED=random`
 * looks for new ones; a number repeats the run that printed it.
 */
const seed = process.env['SEED'] ?? '20261121'
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) })
