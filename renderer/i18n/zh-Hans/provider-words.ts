interface ProviderWords {
  readonly about?: string
  readonly ended?: string
  readonly fields?: Readonly<Record<string, readonly [label: string, hint?: string]>>
}

/** What providers say of themselves in English, in Chinese. What is missing here stays English. */
export const providerWords: Readonly<Record<string, ProviderWords>> = {
  fal: { about: '一个密钥即可使用 Seedance、Veo、Kling、Hailuo、Grok 等。同时太多时会在它那里排队。' },
  google: { about: '自带声音的片段，横竖屏皆可。账户需要开通付费。' },
  kling: { about: '擅长人物和运动，由厂商直接提供。' },
  luma: { about: '由文字，或由首帧和尾帧生成的无声片段。' },
  minimax: { about: '自带声音的 MiniMax H3，以及 Hailuo 系列模型。' },
  replicate: { about: 'Seedance、Veo 和 FLUX，按用量付费。成品在那里大约保留一小时。' },
  runway: { about: 'Gen-4.5，以及 Veo、Seedance、Hailuo 等，都从同一份点数余额中支付。' },
  seedance: { about: '由首尾帧或参考图生成带声音的片段，也支持竖屏。不在美国提供。' },
  sora: { ended: 'OpenAI 关闭了视频服务，没有给出替代。' },
  veo: { ended: 'Google 不再为 Gemini API 密钥提供 Veo。由 Gemini Omni 接替。' },
  custom: {
    about: '你自己的服务，可以在本机、内网或互联网上。',
    fields: {
      title: ['名称', '显示在模型菜单中。'],
      keyHeader: ['携带密钥的请求头'],
      keyPrefix: ['密钥前的词', '填 - 表示没有。'],
      createPath: ['接收任务的路径'],
      statusPath: ['查询任务的路径'],
      cancelPath: ['取消任务的路径', '服务不支持取消时留空。'],
      templatesPath: ['模板的路径'],
      template: ['模板', '服务列出的编号。'],
      product: ['产品', '随每个提示词一起发送。'],
      style: ['风格', '随每个提示词一起发送。'],
      instructions: ['要求', '随每个提示词一起发送。'],
      wordsOnly: ['不接收图片', '开启后不会用于图生视频。'],
      makesPictures: ['也能生成图片'],
      seconds: ['时长（秒）', '范围（2-10）或列表（4, 6, 8）。'],
      resolutions: ['分辨率', '没有可选项时留空。'],
      price: ['每个片段的价格（美元）', '免费则填 0。'],
      resultField: ['成品地址所在的字段', '只有不是常见字段时才需要填写。'],
      sendCallback: ['完成时回调', '需要先开启回调；不论是否开启，都会主动查询。'],
    },
  },
}
