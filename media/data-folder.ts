import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Where the library lives unless a folder is given: SCENELOOM_DATA, else the place where this system keeps
 * the data of its apps.
 */
export function defaultDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env['SCENELOOM_DATA']) return resolve(env['SCENELOOM_DATA'])
  const home = homedir()
  switch (platform) {
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Sceneloom')
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Sceneloom')
    default:
      return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'sceneloom')
  }
}
