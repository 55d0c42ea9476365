import type { settings as en } from '../en/settings.ts'
import type { Translated } from '../translated.ts'

export const settings = {
  title: '设置',
  sections: '分类',
  general: '通用',
  engine: '媒体引擎',
  storage: '存储',
  about: '关于',
  theme: '主题',
  themes: { system: '跟随系统', dark: '深色', light: '浅色' },
  language: '语言',
  languages: { system: '跟随系统', en: 'English', 'zh-Hans': '简体中文' },
  tips: '再次显示入门提示',
  tipsShown: '提示会出现在画布上方。',
  engineReady: '就绪：ffmpeg {version}',
  engineAt: '位于 {path}',
  engineChecking: '正在测试…',
  enginePath: 'ffmpeg 的路径',
  enginePathHint: '留空则使用这台电脑上的 ffmpeg。',
  engineTest: '测试',
  engineWhy: '画面的运动和片段的拼接由 ffmpeg 完成。它在这台电脑上运行，不需要网络。',
  dataFolder: '数据文件夹',
  dataFolderHint: '工作流和它们生成的所有内容都在这里。要使用其他文件夹，请用 --data 启动 Sceneloom。',
  copy: '复制',
  copied: '已复制',
  privacy: '任何内容都不会离开这台电脑。',
} as const satisfies Translated<typeof en>
