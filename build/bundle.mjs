import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as esbuild } from 'esbuild'
import { build as vite } from 'vite'
import { dist, root } from './paths.mjs'
import { digest, isStale, markFresh } from './stale.mjs'

/** The only packages that stay outside of the bundles: they carry machine code, or are the runtime itself. */
const externals = ['electron', 'better-sqlite3', '@napi-rs/canvas']

const programs = { main: 'electron/main.ts', server: 'media/http/main.ts', cli: 'media/cli.ts' }
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  charset: 'utf8',
  logLevel: 'warning',
}

/** Builds everything that runs into dist/, beside the old one until it is complete. */
export async function bundle() {
  const builtFrom = digest()
  const fresh = `${dist}.${process.pid}`
  mkdirSync(fresh, { recursive: true })
  try {
    await Promise.all([bundleWindow(fresh), bundlePrograms(fresh), bundlePreload(fresh)])
    markFresh(fresh, builtFrom)
    replaceDist(fresh)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** Two builds at once may both have just taken the old one away: then the second takes away the first's. */
function replaceDist(fresh, attempts = 3) {
  rmSync(dist, { recursive: true, force: true })
  try {
    renameSync(fresh, dist)
  } catch (error) {
    if (attempts === 1 || error.code !== 'ENOTEMPTY') throw error
    replaceDist(fresh, attempts - 1)
  }
}

function bundleWindow(folder) {
  return vite({
    configFile: join(root, 'build/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: join(folder, 'renderer'), emptyOutDir: true },
  })
}

async function bundlePrograms(folder) {
  const { metafile } = await esbuild({
    ...common,
    entryPoints: programs,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    external: externals,
    // Packages that are still CommonJS look for these while they run. Our own files import `createRequire`, too.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url), __dirname = import.meta.dirname, __filename = import.meta.filename;",
    },
    // ws would try two optional packages with machine code.
    define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
    minifySyntax: true,
    metafile: true,
  })
  assertExternals(Object.values(metafile.outputs).flatMap((output) => output.imports))
}

/** A package that is quietly left outside works in a checkout and is missing in the packaged app. */
function assertExternals(imports) {
  const outside = imports.filter(({ external }) => external).map(({ path }) => path)
  const strange = outside.filter((path) => !isBuiltin(path) && !externals.includes(path))
  if (strange.length > 0) throw new Error(`not bundled: ${[...new Set(strange)].join(', ')}`)
}

/** A sandboxed preload is CommonJS and may require nothing but electron. */
function bundlePreload(folder) {
  return esbuild({
    ...common,
    entryPoints: { preload: 'electron/preload.ts' },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    external: ['electron'],
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now()
  if (process.argv.includes('--if-stale') && !isStale()) process.exit(0)
  await bundle()
  console.log(`Built dist/ in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
