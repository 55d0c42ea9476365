import type { Aspect, Resolution } from '../../../nodes/models.ts'
import { pictureSize } from './picture-size.ts'

type ByAspect = Partial<Record<Aspect, string>>
/** The pixels that a model writes for a shape, at each of its resolutions; `any` where it has no choice of them. */
export type Ratios = Partial<Record<Resolution | 'any', ByAspect>>

const wide720: ByAspect = { '9:16': '720:1280', '16:9': '1280:720' }
const wide1080: ByAspect = { '9:16': '1080:1920', '16:9': '1920:1080' }
const wide4k: ByAspect = { '9:16': '2160:3840', '16:9': '3840:2160' }

const gen4Clips: ByAspect = { ...wide720, '1:1': '960:960', '3:4': '832:1104', '4:3': '1104:832' }

const seedance480: ByAspect = {
  '9:16': '496:864',
  '16:9': '864:496',
  '1:1': '640:640',
  '3:4': '560:752',
  '4:3': '752:560',
}
const seedance720: ByAspect = { ...wide720, '1:1': '960:960', '3:4': '834:1112', '4:3': '1112:834' }
const seedance1080: ByAspect = { ...wide1080, '1:1': '1440:1440', '3:4': '1248:1664', '4:3': '1664:1248' }
const seedance4k: ByAspect = { ...wide4k, '1:1': '3840:3840', '3:4': '2880:3840', '4:3': '3840:2880' }

export const ratios = {
  gen45: { '720p': wide720 },
  gen4Turbo: { '720p': gen4Clips },
  veo: { '720p': wide720, '1080p': wide1080 },
  omni: {
    '360p': { '9:16': '360:640', '16:9': '640:360' },
    '720p': wide720,
    '1080p': wide1080,
    '4k': wide4k,
  },
  seedance: { '480p': seedance480, '720p': seedance720, '1080p': seedance1080, '4k': seedance4k },
  seedanceSmall: { '480p': seedance480, '720p': seedance720 },
  seedance25: {
    '480p': { ...seedance480, '9:16': '480:854', '16:9': '854:480' },
    '720p': seedance720,
    '1080p': seedance1080,
  },
  gen4Pictures: {
    any: Object.fromEntries(Object.entries(gen4Clips).map(([aspect, clip]) => [aspect, pictureSize(clip)])),
  },
  geminiPictures: {
    any: {
      '9:16': '768:1344',
      '16:9': '1344:768',
      '1:1': '1024:1024',
      '4:5': '896:1152',
      '3:4': '864:1184',
      '4:3': '1184:864',
    },
  },
} as const satisfies Record<string, Ratios>
