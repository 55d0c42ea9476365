import type { Translated } from '../translated.ts'
import type { imports as en } from '../en/imports.ts'

export const imports: Translated<typeof en> = {
  title: '导入文件夹',
  path: '这台电脑上的文件夹',
  pathHint: '其中的全部内容连同子文件夹都会导入。',
  pathExample: '/home/me/素材',
  pathFirst: '请先填写文件夹',
  choose: '选择…',
  upload: '在浏览器中选择…',
  begin: '导入',
  way: '文件的导入方式',
  ways: { copy: '复制到素材库', link: '留在原处' },
  waysWhy: {
    copy: '素材库有自己的一份，原文件夹怎么变都不受影响。',
    link: '不占空间。文件移动后会自动找回；原文件删除后，这里也会缺失。',
  },
  stop: '停止导入 {name}',
  looking: '正在查看里面有什么…',
  progress: '{done}/{files} · {bytes}/{all}',
  progressOf: '{name} 的导入',
  stopped: '已停止。已导入的会保留。',
  counts: {
    imported_other: '已导入 {count} 个',
    known_other: '{count} 个已在库中',
    skipped_other: '略过 {count} 个',
    refused_other: '{count} 个未导入',
  },
  comma: '，',
  nothing: '里面没有可导入的内容。',
  reasons: '查看原因',
  pasted: '粘贴的图片',
}
