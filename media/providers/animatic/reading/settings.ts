import type { Vocabulary } from './words.ts'

export const settingIds = [
  'street',
  'skyline',
  'mountains',
  'sea',
  'forest',
  'field',
  'courtyard',
  'station',
  'room',
  'hallway',
  'office',
  'cafe',
  'hospital',
] as const
export type SettingId = (typeof settingIds)[number]

const inside: ReadonlySet<SettingId> = new Set(['room', 'hallway', 'office', 'cafe', 'hospital'])

export const settingWords: Vocabulary<SettingId> = [
  [
    'street',
    /\b(?:streets?|alley|alleyway|lane|sidewalk|road|crosswalk|market)\b/i,
    /街|巷|马路|路口|胡同|路灯|弄堂|集市/,
  ],
  [
    'skyline',
    /\b(?:city|skyline|rooftop|roof|skyscrapers?|balcony|downtown|bridge)\b/i,
    /城市|天台|屋顶|高楼|都市|阳台|大桥|楼顶/,
  ],
  ['mountains', /\b(?:mountains?|valley|cliff|peak|hills?|desert|canyon)\b/i, /山|悬崖|峡谷|沙漠/],
  [
    'sea',
    /\b(?:sea|seaside|ocean|beach|harbou?r|shore|pier|lake|lighthouse|river|boat)\b/i,
    /海|湖|码头|沙滩|江边|河边|岸|船/,
  ],
  ['forest', /\b(?:forest|woods|jungle|bamboo|trees?)\b/i, /森林|树林|竹林|丛林|林中|林间/],
  [
    'field',
    /\b(?:fields?|meadow|countryside|grass|grassland|village|farm|park|garden)\b/i,
    /田野|草原|草地|乡村|村|田|公园|花园|原野/,
  ],
  [
    'courtyard',
    /\b(?:courtyard|palace|temple|shrine|pavilion|dynasty|emperor|throne)\b/i,
    /宫|庭院|院子|寺|庙|古风|古代|皇|殿|府|亭|牌楼/,
  ],
  [
    'station',
    /\b(?:station|platform|train|subway|metro|railway|airport)\b/i,
    /车站|站台|火车|地铁|月台|列车|机场/,
  ],
  [
    'hallway',
    /\b(?:hallway|corridor|hall|stairwell|stairs|staircase|elevator|doorway|lobby)\b/i,
    /走廊|过道|楼道|楼梯|玄关|门厅|电梯|大厅/,
  ],
  [
    'office',
    /\b(?:office|boardroom|meeting room|desk|company|studio|classroom|police)\b/i,
    /办公室|会议室|公司|写字楼|教室|警局/,
  ],
  [
    'cafe',
    /\b(?:caf[eé]|coffee shop|bar|restaurant|diner|pub|teahouse|nightclub|kitchen)\b/i,
    /咖啡[馆厅店]|酒吧|餐厅|饭店|茶馆|茶楼|厨房|面馆|夜店/,
  ],
  ['hospital', /\b(?:hospital|ward|clinic|operating room|sickbed|ICU)\b/i, /医院|病房|病床|手术|诊所/],
  [
    'room',
    /\b(?:room|bedroom|living room|apartment|house|home|indoors?|window|study|attic|sofa|bed)\b/i,
    /房间|卧室|客厅|屋里|屋内|家中|家里|室内|窗|书房|床|沙发/,
  ],
]

export function isInside(setting: SettingId): boolean {
  return inside.has(setting)
}
