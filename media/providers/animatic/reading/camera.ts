import type { CameraMove } from '../../../../nodes/models.ts'
import type { Random } from '../random.ts'
import { firstMention, type Vocabulary } from './words.ts'

/** What the camera does once nothing is left to decide. */
export type Move = Exclude<CameraMove, 'auto'>

/**
 * A door can be pushed and a head shaken (摇头), so a bare 推 or 摇 counts only when it stands alone between
 * punctuation, and an English verb only with a direction or with the word camera.
 */
const alone = (word: string) =>
  new RegExp(
    `(?:^|[\\s，。、；：,.;:（(])(?:缓缓?|慢慢?|轻轻?|快速?)?(?:${word})(?=$|[\\s，。、；：,.;:）)])`,
  )

const vocabulary: Vocabulary<Move> = [
  [
    'push',
    /\b(?:push|dolly|truck|track|zoom|move|creep|ease)(?:es|s|ing)?[ -]in(?:to|wards?)?\b/i,
    /\b(?:slow|gentle|camera) (?:push|zoom)(?:es)?\b(?! (?:out|back))/i,
    /\b(?:dolly|camera moves?) (?:forward|closer)\b/i,
    /推镜|镜头推|镜头(?:缓缓|慢慢|缓慢)?(?:推|靠近)|[缓慢轻](?:缓|慢|轻)?推(?!开|门|倒|搡)|推[近向进](?!门|屋|房)|变焦推/,
    alone('推'),
  ],
  [
    'pull',
    /\b(?:pull|dolly|track|zoom|move)(?:s|es|ing)?[ -](?:out|back|away)\b/i,
    /\b(?:slow|gentle|camera) pulls?\b/i,
    /拉镜|镜头(?:缓缓|慢慢|缓慢)?(?:拉|后退)|拉远|[缓慢](?:缓|慢)?拉(?!开|住|着|起|上|下)/,
    alone('拉'),
  ],
  [
    'pan-left',
    /\b(?:pan|truck|track|slide|swish)(?:s|ning|ing|ks)?(?: \w+ly)? (?:to the )?left\b/i,
    /(?:左摇|左移|向左[摇移平]|摇向左|移向左)/,
  ],
  [
    'pan-right',
    /\b(?:pan|truck|track|slide|swish)(?:s|ning|ing|ks)?(?: \w+ly)? (?:to the )?right\b/i,
    /\b(?:slow|gentle|camera) pans?\b(?![^.;,]*\bleft\b)/i,
    /\bpan(?:s|ning)? across\b/i,
    /\btracking shot\b/i,
    /右摇|右移|向右[摇移平]|摇向右|移向右|摇镜|镜头(?:缓缓|慢慢|缓慢)?(?:摇|移|横移|平移)|横移|平移|跟拍/,
    alone('摇|移|横摇'),
  ],
  [
    'tilt-up',
    /\b(?:tilt|crane|boom|pedestal)(?:s|ing)?(?: slowly)? up\b/i,
    /\bcamera rises\b/i,
    /上摇|上移|摇上|向上摇|镜头(?:缓缓|慢慢)?(?:上摇|升|抬起)|升镜/,
    alone('升|仰摇'),
  ],
  [
    'tilt-down',
    /\b(?:tilt|crane|boom|pedestal)(?:s|ing)?(?: slowly)? down\b/i,
    /下摇|下移|摇下(?!车窗)|向下摇|镜头(?:缓缓|慢慢)?(?:下摇|降)|降镜/,
    alone('降|俯摇'),
  ],
  [
    'static',
    /\b(?:static|locked[ -](?:off|down)|fixed|still) (?:camera|shot|frame)\b/i,
    /\b(?:locked[ -]off|on a tripod|camera (?:is )?(?:still|static|locked|holds))\b/i,
    /\bstatic\b(?=[.,;]|$)/i,
    /固定镜头|固定机位|镜头(?:固定|不动|静止)|机位(?:固定|不动)|定镜/,
    alone('固定|静止'),
  ],
]

/** A choice in the form wins over the words, the words over chance; chance moves, for a still clip looks broken. */
export function readCamera(prompt: string, chosen: CameraMove, random: Random): Move {
  if (chosen !== 'auto') return chosen
  return (
    firstMention(prompt, vocabulary) ?? random.pick(['push', 'push', 'push', 'pull', 'pan-left', 'pan-right'])
  )
}
