import type { Colour } from '../colour.ts'
import { readHour, readMood, type Light } from '../palette.ts'
import type { Random } from '../random.ts'
import { settingWords, isInside, type SettingId } from './settings.ts'
import { readFraming, type Framing } from './framing.ts'
import { readPeople, type Person } from './people.ts'
import { firstMention, type Vocabulary } from './words.ts'

export type Weather = 'clear' | 'rain' | 'snow' | 'fog' | 'embers' | 'petals' | 'dust'
export type ObjectId = 'letter' | 'phone' | 'photo' | 'cup' | 'glass' | 'flower' | 'key' | 'book' | 'sword'

/** What there is to draw, as read from the prompt; what it does not say is settled by chance. */
export interface Scene extends Light {
  readonly framing: Framing
  readonly setting: SettingId
  readonly weather: Weather
  readonly people: readonly Person[]
  readonly object: ObjectId | undefined
  readonly umbrella: boolean
  readonly door: Colour | undefined
  readonly extras: ReadonlySet<Extra>
}

export type Extra = 'moon' | 'car' | 'window' | 'candle'

const objects: Vocabulary<ObjectId> = [
  ['letter', /\b(?:letters?|note|envelope|paper|telegram|contract)\b/i, /信(?!任|心|息|念|号|仰)|纸条|合同/],
  ['phone', /\b(?:phone|cellphone|smartphone|texts|message|screen)\b/i, /手机|电话|短信|微信/],
  ['photo', /\b(?:photo|photograph|portrait|picture)\b/i, /照片|相片|合影/],
  ['cup', /\b(?:cup|tea|coffee|mug)\b/i, /茶|咖啡|杯/],
  ['glass', /\b(?:glass of|wine|whisky|whiskey|beer|cocktail|drink)\b/i, /酒(?!吧|店|馆)/],
  ['flower', /\b(?:flowers?|rose|roses|bouquet|lily)\b/i, /花束|玫瑰|鲜花|一[朵枝束]/],
  ['key', /\b(?:keys?)\b/i, /钥匙/],
  ['book', /\b(?:books?|diary|notebook|novel)\b/i, /书(?!房|法)|日记|本子/],
  ['sword', /\b(?:swords?|blade|knife|dagger)\b/i, /剑|刀/],
]

const extras: readonly (readonly [Extra, RegExp])[] = [
  ['moon', /\bmoon/i],
  ['moon', /月亮|明月|圆月|月光/],
  ['car', /\b(?:car|cars|taxi|headlights)\b|车(?!站|厢)/i],
  ['window', /\bwindows?\b|窗/i],
  ['candle', /\bcandles?\b|烛/i],
]

const colours: Vocabulary<Colour> = [
  ['#a3262a', /\b(?:red|crimson|scarlet)\b/i, /红|朱/],
  ['#2d5c86', /\bblue\b/i, /蓝/],
  ['#3a6a4a', /\bgreen\b/i, /绿/],
  ['#c99b3a', /\b(?:yellow|gold|golden)\b/i, /黄|金/],
  ['#d9d4c8', /\bwhite\b/i, /白/],
  ['#1d1d22', /\b(?:black|dark)\b/i, /黑/],
  ['#6b4a33', /\b(?:brown|wooden)\b/i, /棕|木/],
]

/** `cast` settles how people look: with the same seed the same actors play in every shot. */
export function readScene(prompt: string, { random, cast }: { random: Random; cast: Random }): Scene {
  const framing = readFraming(prompt, random.fork('framing'))
  const setting = readSetting(prompt, framing, random.fork('setting'))
  const hour = readHour(prompt, random.fork('hour'))
  const mood = readMood(prompt)
  return {
    framing,
    setting,
    hour,
    mood,
    inside: isInside(setting),
    weather: readWeather(prompt, random.fork('weather')),
    people: readPeople(prompt, cast),
    object: firstMention(prompt, objects),
    umbrella: /\b(?:umbrella|parasol)\b|伞/i.test(prompt),
    door: readDoor(prompt),
    extras: new Set(extras.filter(([, pattern]) => pattern.test(prompt)).map(([extra]) => extra)),
  }
}

function readSetting(prompt: string, framing: Framing, random: Random): SettingId {
  const said = firstMention(prompt, settingWords)
  if (said) return said
  if (/\bwindow|lamp|table|bed|sofa|room|door\b|窗|桌|床|房|门/i.test(prompt)) return 'room'
  const mood = readMood(prompt)
  if (mood === 'spring' || mood === 'snow') return 'field'
  if (mood === 'rain') return 'street'
  if (framing === 'EWS') return random.pick(['skyline', 'mountains', 'sea', 'field'])
  return random.pick(['street', 'room', 'skyline', 'hallway', 'field', 'street', 'room'])
}

function readWeather(prompt: string, random: Random): Weather {
  const said = firstMention<Weather>(prompt, [
    ['rain', /\b(?:rain|rains|raining|rainy|storm|stormy|drizzle|downpour)\b/i, /雨/],
    ['snow', /\b(?:snow|snows|snowy|snowing|blizzard|snowflakes?)\b/i, /雪/],
    ['fog', /\b(?:fog|foggy|mist|misty|haze|smoke)\b/i, /雾|烟|霾/],
    [
      'embers',
      /\b(?:fire(?:light|place|side|works)?|flames?|burning|embers?|bonfire|sparks)\b/i,
      /火(?!车)|燃烧|焰/,
    ],
    ['petals', /\b(?:petals|blossoms?)\b/i, /花瓣|樱花|桃花/],
  ])
  return said ?? random.pick(['dust', 'clear', 'clear'])
}

function readDoor(prompt: string): Colour | undefined {
  const english = /\b((?:\w{1,20} )?)doors?\b/i.exec(prompt)
  const chinese = /(.{0,3})门/.exec(prompt)
  const match = english ?? chinese
  if (!match) return undefined
  return firstMention(match[1]!, colours) ?? '#6b4a33'
}
