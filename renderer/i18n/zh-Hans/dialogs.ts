import type { dialogs as en } from '../en/dialogs.ts'
import type { Translated } from '../translated.ts'

export const dialogs = {
  workflows: {
    title: '工作流',
    search: '搜索工作流',
    new: '新建工作流',
    sample: '打开示例',
    file: '打开文件…',
    empty: '还没有工作流。',
    none: '没有叫这个名字的工作流。',
    draft: '草稿',
    open: '打开“{name}”',
    isOpen: '当前打开',
    more: '“{name}”的更多操作',
    rename: '重命名…',
    describe: '编辑简介…',
    duplicate: '创建副本',
    remove: '删除…',
    nodes_other: '{count} 个节点',
    videos_other: '{count} 个视频',
    changed: '{time}修改',
    removeTitle: '删除“{name}”？',
    removeText: '工作流会被删除，它生成的所有内容仍保留在素材中。',
    removeAction: '删除工作流',
    nameTitle: '保存工作流',
    nameField: '名称',
    nameEmpty: '请取个名字。',
    save: '保存',
    renameTitle: '重命名工作流',
    describeTitle: '简介',
    describeField: '这个工作流讲什么？',
  },

  first: {
    title: '入门',
    sample: '这是一场完整的三镜头戏。现在就运行：免费、离线、大约 20 秒。',
    noEngine: '现在可以生成这场戏的画面。片段需要视频引擎（ffmpeg），目前没有找到。',
    run: '运行示例',
    blank: '从空白开始',
    open: '打开…',
    chooseEngine: '选择 ffmpeg…',
    again: '改任意一句再运行：只会重做受影响的部分。',
    understood: '知道了',
    ready: '你的戏已经完成。',
    save: '保存副本…',
  },

  palette: {
    add: '添加{node}',
    title: '所有命令',
    search: '搜索命令',
    none: '没有叫这个名字的命令。',
  },

  shortcuts: {
    title: '键盘快捷键',
    search: '搜索快捷键',
    none: '没有这样的快捷键。',
    viewer: '查看器',
    play: '播放或暂停',
    shuttle: '后退、停止、前进；再按一次更快',
    frame: '后退或前进一帧',
    second: '后退或前进一秒',
    ends: '到开头或结尾',
    takes: '上一个或下一个版本',
    goTo: '跳到时间码',
    fullScreen: '全屏',
    volume: '调高或调低音量',
    favourite: '收藏',
  },

  aboutApp: {
    title: '关于 Sceneloom',
    version: '版本 {version}',
    text: '把提示词、画面和片段连起来，运行，然后看到这场戏。',
    licence: 'Sceneloom 是采用 MIT 许可证的自由软件。',
    parts: '它建立在他人的成果之上：',
  },

  drop: {
    text: '松开即可导入',
    detail: '图片、视频和声音会进入素材。放到画布上时，还会各自成为一个节点。',
    workflow: '工作流文件会作为新的工作流打开。',
  },

  start: {
    starting: '正在打开素材库…',
    stuck: 'Sceneloom 无法打开你的素材库。',
    again: '重试',
  },
} as const satisfies Translated<typeof en>
