import type { noteTable } from '../../../nodes/contract/notes.ts'

/** Row by row as nodes/contract/notes.ts has them. */
export const filmNotes: Readonly<Record<keyof typeof noteTable, string>> = {
  film_size: '{size}，{fps} fps',
  more_reasons: '另有 {count} 条',
  workflow_too_large: '工作流太大，无法随成片携带',
  preview_is_cut: '预览只有前 {seconds} 秒',
  lost_fades: '其他剪辑软件读不到单个镜头的淡入淡出',
  lost_blur: '其他剪辑软件读不到模糊背景',
  lost_looks: '其他剪辑软件读不到划像和经颜色过渡的样子',
  lost_volumes: '只有 FCPXML 带有镜头的音量',
  lost_music: 'EDL 里没有音乐',
  tracks_left_out: '这里的成片只有一条画面轨：另外 {count} 条没有放入',
  gap_closed: '有 {seconds} 秒空隙已合上：这里的成片没有空隙',
  part_unknown: '“{name}”没有说明显示片段的哪一部分，因此没有放入',
  sequence_left_out: '“{name}”本身是一个序列，没有放入',
  rate_guessed: '剪辑表没有注明帧率：按每秒 {rate} 帧读取',
  clip_unknown: '已连接的片段里没有“{name}”，它的镜头没有放入',
}
