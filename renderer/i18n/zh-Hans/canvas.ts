import type { canvas as en } from '../en/canvas.ts'
import type { Translated } from '../translated.ts'

export const canvas = {
  untitled: '未命名',
  'copy-of': '{name}（副本）',
  wire: '“{from}”的{port}到“{to}”',
  toast: {
    replaced: '已替换连线：{wire}。',
    undo: '撤销',
    'removed-elsewhere': '“{name}”已在另一个窗口中删除。',
    'keep-copy': '保留副本',
  },
  say: {
    connected: '已连接：{wire}',
    disconnected_other: '已断开 {count} 条连线',
    'run-started': '开始运行',
    'run-done': '运行结束，完成 {done} 个',
    'run-partial': '运行结束：完成 {done} 个，{unfinished} 个未完成',
    'run-stopped': '运行已停止，完成 {done} 个',
    'node-unfinished': '“{node}”未完成',
  },
} as const satisfies Translated<typeof en>
