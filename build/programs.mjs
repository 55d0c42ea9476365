import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const wanted = {
  ffmpeg: {
    isHere: () => find('ffmpeg') !== undefined,
    apt: ['ffmpeg'],
    lines: {
      darwin: 'brew install ffmpeg',
      win32: 'winget install Gyan.FFmpeg',
      dnf: 'sudo dnf install ffmpeg-free',
      pacman: 'sudo pacman -S ffmpeg',
      'apt-get': 'sudo apt-get install ffmpeg',
    },
  },
  chromium: {
    isHere: () => findChromium() !== undefined,
    apt: ['chromium', 'chromium-sandbox', 'fonts-liberation'],
    lines: {
      darwin: 'brew install --cask chromium',
      win32: 'winget install Google.Chrome',
      dnf: 'sudo dnf install chromium',
      pacman: 'sudo pacman -S chromium',
      'apt-get': 'sudo apt-get install chromium',
    },
  },
}

/**
 * Installs programs through apt-get where that is possible without asking (root on Debian or Ubuntu), and
 * answers the names of those that are still missing, having told how to get them.
 */
export function ensurePrograms(names) {
  const missing = () => names.filter((name) => !wanted[name].isHere())
  if (missing().length > 0 && process.getuid?.() === 0 && find('apt-get')) {
    console.log(`Installing ${missing().join(' and ')} through apt-get…`)
    aptInstall(missing().flatMap((name) => wanted[name].apt))
  }
  for (const name of missing()) {
    const line = wanted[name].lines[process.platform] ?? wanted[name].lines[packageManager()]
    console.log(line ? `${name} is missing. To install it: ${line}` : `${name} is missing.`)
  }
  return missing()
}

function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (args) =>
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  apt(['update'])
  apt(['install', '-y', '--no-install-recommends', ...packages])
}

function packageManager() {
  return ['apt-get', 'dnf', 'pacman'].find((name) => find(name))
}

export function findChromium() {
  const { ProgramFiles, LOCALAPPDATA } = process.env
  const places = {
    darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    ),
    win32: [ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA].flatMap((folder) => [
      `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
      `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
    ]),
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
  return places[process.platform]?.find((file) => existsSync(file)) ?? first(names, find)
}

function find(program) {
  const extension = process.platform === 'win32' ? '.exe' : ''
  return first((process.env.PATH ?? '').split(delimiter), (folder) => {
    const file = join(folder, program + extension)
    return isProgram(file) ? file : undefined
  })
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function first(items, look) {
  for (const item of items) {
    const found = look(item)
    if (found !== undefined) return found
  }
  return undefined
}
