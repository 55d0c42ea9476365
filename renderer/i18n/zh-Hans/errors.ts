import type { ErrorCode } from '../../../nodes/errors.ts'

export const errors: Readonly<Record<ErrorCode, string>> = {
  internal: '出了点意外。你的工作已保存。',
  invalid_input: '无法理解这个请求：{reason}',
  not_found: '{what} 已经不在了。',
  stopped: '已停止。',

  core_unreachable: 'Sceneloom 暂时没有响应。这个窗口会保留你的改动，并自动重试。',
  session_over: 'Sceneloom 已重新启动。请打开它的新窗口；这里没有保存的内容会留在这个窗口中，直到你关闭它。',
  library_in_use: 'Sceneloom 已在使用 {folder}。请回到那个窗口，或换一个数据文件夹启动。',
  library_newer: '{folder} 中的素材库由更新版本的 Sceneloom 创建。请更新应用；没有改动任何内容。',
  library_damaged: '无法读取 {folder} 中的素材库。文件保持原样：请恢复备份，或选择另一个数据文件夹。',
  folder_not_writable: '无法写入 {folder}。请检查权限，或选择另一个数据文件夹。',
  disk_full: '磁盘已满，{what} 没有保存。请腾出空间后再试。',
  port_taken: '端口 {port} 正被其他程序使用。不指定端口，Sceneloom 会自动选择。',

  file_not_found: '{name} 已不在原来的位置。请找到它后重新导入。',
  file_no_permission: '没有读取 {name} 的权限。请检查权限后重新导入。',
  file_not_regular: '{name} 不是文件。请选择图片、视频或声音文件。',
  file_empty: '{name} 是空文件，没有可导入的内容。',
  file_not_media: '{name} 不是这里可用的图片、视频或声音：看起来像是 {looksLike}。',
  file_incomplete: '{name} 不完整，缺少一部分。请重新复制或下载，再导入。',
  file_unreadable: '{name} 已损坏，无法读取：{reason}',
  file_changed: '{name} 在导入过程中发生了变化。等它写完后再导入。',
  picture_too_large: '{name} 的尺寸是 {width} × {height} 像素，超过了这里的上限（{limit}）。请缩小后再导入。',
  media_missing: '{name} 的文件不见了。请重新导入，或重新生成。',

  ffmpeg_missing: '没有找到视频引擎（ffmpeg），无法制作或拼接片段。请安装它，或在设置中选择。',
  ffmpeg_unsuitable: '位于 {path} 的视频引擎不可用：{reason}。请在设置中换一个。',
  encode_unfinished: '视频引擎在完成 {what} 之前停止了。',
  result_wrong: '成品没有通过检查（{reason}），因此没有采用。原片段没有变化。',

  workflow_unreadable: '{name} 无法作为工作流读取：{reason}',
  workflow_newer: '{name} 由更新版本的 Sceneloom 创建，已保持原样。请更新应用后打开。',
  workflow_conflict: '这个工作流已在另一个窗口中修改。请重新载入，或把你的内容另存为副本。',
  graph_loop: '这个工作流存在循环，经过 {nodes}。请断开其中一条连线。',
  node_unknown: '当前版本的 Sceneloom 不认识节点类型“{type}”。它会原样保留，但不能运行。',
  param_wrong: '{param} 不能是 {value}：{reason}',
  input_missing: '{node} 还需要 {port}。',
  input_unfinished: '{node} 在等待 {source}，而它没有完成。',
  input_wrong_kind: '{node} 不能使用这个文件：{reason}',
  wire_unfit: '{node} 有一条连线接不进 {port}。请断开它。',
  clips_differ: '这些片段无法拼接：{reason}',

  model_unknown: '模型“{model}”不可用。请选择其他模型。',
  run_in_progress: '这个工作流正在运行。请停止它，或等它完成。',
}
