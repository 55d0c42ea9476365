import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as esbuild } from 'esbuild'
import { build as vite } from 'vite'
import { dist, root } from './paths.mjs'
import { digest, markFresh } from './stale.mjs'

/** The only packages that stay outside the bundles: they carry machine code, or are the runtime itself. */
export const externals = ['electron', 'better-sqlite3', '@napi-rs/canvas']

const programs = { main: 'electron/main.ts', server: 'media/http/main.ts', cli: 'media/cli.ts' }

/** Builds everything that runs into dist/. */
export async function bundle() {
  const builtFrom = digest()
  rmSync(dist, { recursive: true, force: true })
  mkdirSync(dist, { recursive: true })
  await Promise.all([
    vite({ configFile: join(root, 'build/vite.config.ts'), logLevel: 'warn' }),
    bundlePrograms(),
    bundlePreload(),
  ])
  await copyFonts()
  markFresh(builtFrom)
}

async function bundlePrograms() {
  await esbuild({
    ...common,
    entryPoints: programs,
    outdir: dist,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    external: externals,
    // Packages that are still CommonJS look for `require` when they run.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    // ws would try to load two optional native packages.
    define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
    minifySyntax: true,
  })
}

/** A sandboxed preload is CommonJS and may require nothing but electron. */
async function bundlePreload() {
  await esbuild({
    ...common,
    entryPoints: { preload: 'electron/preload.ts' },
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    external: ['electron'],
  })
}

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  charset: 'utf8',
  logLevel: 'warning',
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now()
  await bundle()
  console.log(`Built dist/ in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
