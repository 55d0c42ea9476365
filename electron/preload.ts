import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import type { DesktopBridge } from '../nodes/contract/bridge.ts'

/** The whole border between window and core. A new method or event never changes this file. */
const bridge: DesktopBridge<File> = {
  platform: process.platform as DesktopBridge<File>['platform'],
  call: (name, input) => ipcRenderer.invoke('call', name, input),
  onEvent: (listener) => listen('event', listener),
  setMenu: (menus) => ipcRenderer.send('menu', menus),
  onCommand: (listener) => listen('command', listener),
  importFiles: async (files) => ipcRenderer.invoke('import-files', await Promise.all(files.map(picked))),
  importPaths: (files, way) =>
    ipcRenderer.invoke(
      'import-paths',
      files.map((file) => webUtils.getPathForFile(file)),
      way,
    ),
  offerPackage: async (file) => ipcRenderer.invoke('offer-package', await picked(file)),
  saveFile: (id, name) => ipcRenderer.invoke('save-file', id, name),
  startDrag: (ids) => ipcRenderer.send('start-drag', ids),
  pickFolder: (beginAt) => ipcRenderer.invoke('pick-folder', beginAt),
  showFile: (exportId, index) => ipcRenderer.invoke('show-file', exportId, index),
}

contextBridge.exposeInMainWorld('core', bridge)

/** Only a file that was picked or dropped has a path, and the page never sees it. What the page made has its bytes. */
async function picked(file: File) {
  const path = webUtils.getPathForFile(file)
  return { name: file.name, path, ...(path === '' && { bytes: new Uint8Array(await file.arrayBuffer()) }) }
}

function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const forward = (_event: IpcRendererEvent, value: T) => listener(value)
  ipcRenderer.on(channel, forward)
  return () => void ipcRenderer.off(channel, forward)
}
