import type { BridgeMenu, BridgeMenuItem, DesktopBridge } from '../nodes/contract/bridge.ts'
import { commandById, commandLabel, performCommand } from './commands.ts'
import { i18n, translate } from './i18n/index.ts'
import { menuOutlines, SEPARATOR } from './menus.ts'
import { useStore, type Store } from './store/index.ts'

/** A burst of edits changes the menu once. */
const SETTLE_MS = 200

/** Keeps the system's menu bar as the window would draw it: its commands, its language, what can be done now. */
export function connectNativeMenu(bridge: Pick<DesktopBridge<File>, 'setMenu' | 'onCommand'>): void {
  let sent = ''
  let waiting: ReturnType<typeof setTimeout> | undefined
  const send = () => {
    waiting = undefined
    const menus = nativeMenus(useStore.getState())
    const text = JSON.stringify(menus)
    if (text === sent) return
    sent = text
    bridge.setMenu(menus)
  }
  const sendSoon = () => void (waiting ??= setTimeout(send, SETTLE_MS))

  bridge.onCommand(performCommand)
  useStore.subscribe(sendSoon)
  i18n.on('languageChanged', sendSoon)
  send()
}

export function nativeMenus(state: Store): BridgeMenu[] {
  return menuOutlines.map(({ group, items }) => ({
    label: translate(`commands:groups.${group}`),
    items: items.map((id) => (id === SEPARATOR ? SEPARATOR : toItem(id, state))),
  }))
}

function toItem(id: string, state: Store): BridgeMenuItem {
  const command = commandById(id)
  const [keys] = command?.keys ?? []
  return { id, label: commandLabel(id), enabled: !command?.unavailable?.(state), ...(keys && { keys }) }
}
