import type { refusals as en } from '../en/refusals.ts'
import type { Translated } from '../translated.ts'

export const refusals = {
  unknown_port: '这个端口已经不在了。',
  same_node: '节点不能连接到自己。',
  already_connected: '这两个端口已经连接。',
  different_type: '{from}不能接入{to}端口。',
  different_type_bridge: '{from}不能接入{to}端口。在此松开可插入“{node}”。',
  loop: '这样会形成循环：“{to}”已经通向“{from}”。',
  direction: '请把一个节点右侧的输出连到另一个节点左侧的输入。',
  type: { text: '提示词', image: '图片', video: '视频', audio: '声音' },
} as const satisfies Translated<typeof en>
