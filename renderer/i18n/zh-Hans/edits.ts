import type { Translated } from '../translated.ts'
import type { edits as en } from '../en/edits.ts'

export const edits = {
  'add-node': '添加节点',
  remove: '删除',
  'remove-rejoin': '移除并接回',
  duplicate: '创建副本',
  cut: '剪切',
  paste: '粘贴',
  move: '移动',
  resize: '调整大小',
  rename: '重命名',
  param: '编辑',
  'workflow-setting': '工作流设置',
  connect: '连接',
  disconnect: '断开连接',
  reconnect: '移动连线',
  'insert-node': '插入节点',
  'clip-order': '片段顺序',
  take: '选择版本',
  keep: '保留版本',
  tidy: '整理布局',
  batch: '批量制作',
} as const satisfies Translated<typeof en>
