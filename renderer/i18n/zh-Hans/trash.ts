import type { trash as en } from '../en/trash.ts'
import type { Translated } from '../translated.ts'

export const trash = {
  trash: '移到回收站',
  undo: '撤销',
  trashed_other: '{count} 个文件已移到回收站。',
  restored_other: '已恢复 {count} 个文件。',
  restore: '恢复',
  purge: '彻底删除',
  purged_other: '已彻底删除 {count} 个文件。',
  kept_other: '另有 {count} 个正被运行或导出使用，仍留在回收站。',
  empty: '清空回收站',
  askTrash_other: '把 {count} 个文件移到回收站？',
  askPurge_other: '彻底删除 {count} 个文件？',
  usedIn_other: '有 {count} 个工作流在使用：',
  comma: '、',
  andNodes_other: '等另外 {count} 个节点',
  andMore_other: '还有 {count} 个工作流。',
  shownNow: '正在使用',
  shownIn_other: '工作流的 {count} 个历史版本用到它们。',
  trashFollows: '这些工作流照常可用。文件只是不再显示在素材库里，随时可以恢复。',
  trashShown: '仍可照常恢复到历史版本。文件只是不再显示在素材库里，随时可以恢复。',
  purgeFollows:
    '相应节点会显示文件已被删除。由节点生成的可以重新生成，收费的模型会再次收费；导入的只能重新导入。此操作无法撤销。',
  purgeShown: '恢复到历史版本后，相应节点会显示文件已被删除。当前没有工作流使用它们。此操作无法撤销。',
  purgeUnused: '没有工作流使用它们。此操作无法撤销。',
} as const satisfies Translated<typeof en>
