import { createRandom } from './random.ts'
import type { Scene } from './reading/scene.ts'
import type { SettingId } from './reading/settings.ts'

/**
 * Roots that fit together whatever follows whatever: D minor pentatonic, in Hz. Each shot has its own, and a
 * cut from one to the next never grates.
 */
const roots = [146.83, 174.61, 196, 220, 130.81] as const

type Bed = 'room' | 'rain' | 'wind' | 'sea' | 'fire' | 'town' | 'night'

/** Noise, shaped by filters; `level` is what brings it to about -33 LUFS. */
const beds: Readonly<
  Record<
    Bed,
    { readonly colour: 'pink' | 'brown' | 'white'; readonly filters: string; readonly level: number }
  >
> = {
  room: { colour: 'brown', filters: 'highpass=f=60,lowpass=f=420', level: 0.05 },
  rain: { colour: 'pink', filters: 'highpass=f=700,lowpass=f=8500', level: 0.05 },
  wind: { colour: 'brown', filters: 'bandpass=f=420:width_type=h:w=380,tremolo=f=0.23:d=0.6', level: 0.05 },
  sea: { colour: 'pink', filters: 'lowpass=f=1300,highpass=f=90,tremolo=f=0.16:d=0.72', level: 0.05 },
  fire: { colour: 'brown', filters: 'highpass=f=180,lowpass=f=2600,tremolo=f=7.3:d=0.5', level: 0.05 },
  town: { colour: 'brown', filters: 'highpass=f=70,lowpass=f=700', level: 0.05 },
  night: { colour: 'pink', filters: 'highpass=f=2600,lowpass=f=5200,tremolo=f=11:d=0.7', level: 0.05 },
}

const outdoors: Partial<Record<SettingId, Bed>> = {
  street: 'town',
  skyline: 'town',
  station: 'town',
  mountains: 'wind',
  field: 'wind',
  sea: 'sea',
  forest: 'night',
  courtyard: 'night',
}

/** A quiet chord and the air of the place, as one graph for ffmpeg's lavfi; every number in it is ours. */
export function soundGraph(
  scene: Pick<Scene, 'weather' | 'setting' | 'inside'>,
  take: { name: string; seconds: number },
): string {
  const random = createRandom(`${take.name} sound`)
  const seconds = take.seconds.toFixed(3)
  const root = random.pick(roots)
  const bed = beds[bedOf(scene)]
  const noise = (side: string) =>
    `anoisesrc=color=${bed.colour}:sample_rate=48000:amplitude=${bed.level}:duration=${seconds}:seed=${Math.floor(random.next() * 1e6)},${bed.filters}[${side}]`
  const fadeOut = Math.max(take.seconds - 0.25, 0).toFixed(3)
  return [
    `aevalsrc=exprs='${chord(root, 0)}|${chord(root, 0.7)}':sample_rate=48000:duration=${seconds}[chord]`,
    noise('left'),
    noise('right'),
    '[left][right]join=inputs=2:channel_layout=stereo[air]',
    `[chord][air]amix=inputs=2:duration=longest:normalize=0,afade=t=in:d=0.12,afade=t=out:st=${fadeOut}:d=0.25`,
  ].join(';')
}

function bedOf({ weather, setting, inside }: Pick<Scene, 'weather' | 'setting' | 'inside'>): Bed {
  if (weather === 'rain') return 'rain'
  if (weather === 'embers') return 'fire'
  if (weather === 'snow') return 'wind'
  return inside ? 'room' : (outdoors[setting] ?? 'town')
}

/** Root, fifth, octave and the ninth above, each swelling at its own pace; the sides swell apart. */
function chord(root: number, phase: number): string {
  return [
    { ratio: 0.5, level: 0.016, pace: 0.07 },
    { ratio: 1, level: 0.03, pace: 0.11 },
    { ratio: 1.4983, level: 0.018, pace: 0.17 },
    { ratio: 2, level: 0.012, pace: 0.13 },
    { ratio: 2.2449, level: 0.006, pace: 0.23 },
  ]
    .map(
      ({ ratio, level, pace }) =>
        `${level}*sin(2*PI*${(root * ratio).toFixed(3)}*t)*(0.7+0.3*sin(2*PI*${pace}*t+${(phase + ratio).toFixed(2)}))`,
    )
    .join('+')
}
