import { adjust, mix, type Colour } from './colour.ts'
import type { Random } from './random.ts'
import { firstMention, type Vocabulary } from './reading/words.ts'

export type Hour = 'night' | 'dawn' | 'day' | 'dusk'
export type Mood =
  'plain' | 'rain' | 'neon' | 'forest' | 'sea' | 'fire' | 'snow' | 'fog' | 'memory' | 'noir' | 'spring'

/** Every colour of one picture, named by its part in the light. */
export interface Palette {
  /** Top of the sky, or the dark upper wall. */
  readonly high: Colour
  /** The sky at the horizon, or the wall where the light falls. */
  readonly low: Colour
  readonly far: Colour
  readonly middle: Colour
  readonly near: Colour
  readonly ground: Colour
  /** Lamps, lit windows, the sun. */
  readonly light: Colour
  /** The other light, of the moon or of a window: it draws the rims. */
  readonly rim: Colour
  readonly shade: Colour
}

const hours: Vocabulary<Hour> = [
  [
    'night',
    /\b(?:night|nights|midnight|nightfall|moon(?:lit|light)?|stars?|starry|after dark)\b/i,
    /夜|晚上|月[光亮色]|凌晨|星空|深宵/,
  ],
  ['dawn', /\b(?:dawn|sunrise|daybreak|early morning|first light)\b/i, /黎明|清晨|拂晓|日出|破晓|晨光|早晨/],
  [
    'day',
    /\b(?:day|noon|midday|afternoon|morning|sunny|sunlight|daylight|bright)\b/i,
    /白天|中午|下午|阳光|午后|上午|晴/,
  ],
  ['dusk', /\b(?:dusk|sunset|evening|golden hour|twilight)\b/i, /黄昏|傍晚|夕阳|日落|暮/],
]

const moods: Vocabulary<Mood> = [
  ['rain', /\b(?:rain|rains|raining|rainy|storm|stormy|drizzle|downpour|umbrella|wet)\b/i, /雨|暴风|伞/],
  ['neon', /\b(?:neon|nightclub|karaoke|disco)\b/i, /霓虹|夜店|酒吧|夜总会/],
  ['forest', /\b(?:forest|woods?|jungle|bamboo)\b/i, /森林|树林|竹林|丛林/],
  ['sea', /\b(?:sea|ocean|beach|harbou?r|shore|lake|underwater)\b/i, /海|湖|码头|沙滩/],
  [
    'fire',
    /\b(?:fire(?:light|place|side|works)?|flames?|burning|embers?|bonfire|blaze)\b/i,
    /火(?!车)|燃烧|焰/,
  ],
  ['snow', /\b(?:snow|snows|snowy|snowing|blizzard|ice|icy|winter)\b/i, /雪|冰|寒冬|冬天/],
  ['fog', /\b(?:fog|foggy|mist|misty|haze|smoke)\b/i, /雾|烟|霾/],
  [
    'memory',
    /\b(?:flashback|memory|memories|remembers?|years ago|childhood)\b/i,
    /回忆|闪回|往事|多年前|童年/,
  ],
  ['noir', /\b(?:noir|black[ -]and[ -]white|monochrome)\b/i, /黑白/],
  ['spring', /\b(?:spring|cherry blossoms?|petals|garden)\b/i, /春天|樱花|桃花|花园|花瓣/],
]

const outdoors: Readonly<Record<Hour, Palette>> = {
  night: {
    high: '#0b1424',
    low: '#33506a',
    far: '#24384e',
    middle: '#172636',
    near: '#0a1019',
    ground: '#1b2836',
    light: '#ffc785',
    rim: '#a9c9e6',
    shade: '#05080d',
  },
  dawn: {
    high: '#56708f',
    low: '#efc4a2',
    far: '#98969f',
    middle: '#626a7b',
    near: '#2a3140',
    ground: '#6d7380',
    light: '#fff0d0',
    rim: '#ffdcb6',
    shade: '#171c26',
  },
  day: {
    high: '#86aac0',
    low: '#dde3da',
    far: '#a8bac0',
    middle: '#70878c',
    near: '#34454a',
    ground: '#87948f',
    light: '#fff7e0',
    rim: '#fff3da',
    shade: '#1d282c',
  },
  dusk: {
    high: '#2b2e50',
    low: '#d58c68',
    far: '#705c70',
    middle: '#423f59',
    near: '#1e2034',
    ground: '#4b4358',
    light: '#ffcd92',
    rim: '#ffb98a',
    shade: '#10101c',
  },
}

const indoors: Readonly<Record<Hour, Palette>> = {
  night: {
    high: '#1a1412',
    low: '#6b4e38',
    far: '#54402f',
    middle: '#36281f',
    near: '#150f0c',
    ground: '#2c2019',
    light: '#ffce88',
    rim: '#93b3d2',
    shade: '#080606',
  },
  dawn: {
    high: '#6d6a70',
    low: '#c9aa92',
    far: '#a4917f',
    middle: '#6f665f',
    near: '#35322f',
    ground: '#75675a',
    light: '#fff0d4',
    rim: '#ffe2c0',
    shade: '#1c1a19',
  },
  day: {
    high: '#8d9595',
    low: '#cdc9bd',
    far: '#b1ada1',
    middle: '#7c7b74',
    near: '#3b3d3c',
    ground: '#7b7368',
    light: '#fff9e6',
    rim: '#f6f8f4',
    shade: '#202221',
  },
  dusk: {
    high: '#33262d',
    low: '#a06c53',
    far: '#7c5648',
    middle: '#4d3836',
    near: '#211a1f',
    ground: '#47342f',
    light: '#ffc98a',
    rim: '#ffb184',
    shade: '#0f0b0e',
  },
}

interface Tint {
  readonly colour: Colour
  readonly amount: number
  readonly chroma?: number
  readonly light?: Colour
  readonly rim?: Colour
}

const tints: Readonly<Record<Mood, Tint>> = {
  plain: { colour: '#000000', amount: 0 },
  rain: { colour: '#27454d', amount: 0.26, chroma: 0.9 },
  neon: { colour: '#3a2848', amount: 0.26, light: '#f0a0a8', rim: '#7fc8c6' },
  forest: { colour: '#2c4a38', amount: 0.36, rim: '#d5e0b0' },
  sea: { colour: '#24506a', amount: 0.28 },
  fire: { colour: '#6a2a14', amount: 0.28, light: '#ffa152', rim: '#ff9a58' },
  snow: { colour: '#a9bccb', amount: 0.3, chroma: 0.7, rim: '#e8f1f8' },
  fog: { colour: '#8c979c', amount: 0.22, chroma: 0.75 },
  memory: { colour: '#7a6142', amount: 0.45, chroma: 0.5, light: '#ffe6b8', rim: '#f4dcae' },
  noir: { colour: '#1d1f22', amount: 0.2, chroma: 0.12, light: '#f2efe8', rim: '#e6e8ea' },
  spring: { colour: '#c99aa0', amount: 0.2, rim: '#ffe6e0' },
}

/** Wet and burning scenes are rarely in full daylight, and a drama is mostly told after dark. */
export function readHour(prompt: string, random: Random): Hour {
  const said = firstMention(prompt, hours)
  if (said) return said
  if (/\b(?:lamp|lamps|candle|lantern|streetlight|neon|rain|fire)\b|灯|烛|霓虹|雨/i.test(prompt))
    return 'night'
  return random.pick(['night', 'night', 'dusk', 'dusk', 'dawn', 'day'])
}

export function readMood(prompt: string): Mood {
  return firstMention(prompt, moods) ?? 'plain'
}

export interface Light {
  readonly hour: Hour
  readonly mood: Mood
  readonly inside: boolean
}

/** The hand-mixed colours of the hour, tinted by the mood and turned a little by chance. */
export function mixPalette({ hour, mood, inside }: Light, random: Random): Palette {
  const base = (inside ? indoors : outdoors)[hour]
  const tint = tints[mood]
  const amount = inside ? tint.amount * 0.6 : tint.amount
  const hue = random.between(-20, 20)
  const shift = (colour: Colour, part = 1) =>
    adjust(mix(colour, tint.colour, amount * part), { hue, chroma: (tint.chroma ?? 1) * 1.06 })
  return {
    high: shift(base.high),
    low: shift(base.low, 0.8),
    far: shift(base.far),
    middle: shift(base.middle),
    near: shift(base.near, 0.6),
    ground: shift(base.ground),
    light: adjust(tint.light ?? base.light, { hue: hue / 3, chroma: mood === 'noir' ? 0.2 : 1 }),
    rim: adjust(tint.rim ?? base.rim, { hue: hue / 2, chroma: mood === 'noir' ? 0.2 : 1 }),
    shade: shift(base.shade, 0.3),
  }
}
