import { createRandom } from './random.ts'
import type { Scene } from './reading/scene.ts'
import type { SettingId } from './reading/settings.ts'

/**
 * Roots that fit together whatever follows whatever: D minor pentatonic, in Hz. Each shot has its own, and a
 * cut from one to the next never grates.
 */
const roots = [146.83, 174.61, 196, 220, 130.81] as const

type Bed = 'room' | 'rain' | 'wind' | 'sea' | 'fire' | 'town' | 'night'

interface Air {
  readonly colour: 'pink' | 'brown'
  readonly filters: string
  /** Amplitudes of the noise and of the chord over it, measured: together about -26 LUFS. */
  readonly noise: number
  readonly chord: number
}

const airs: Readonly<Record<Bed, Air>> = {
  room: { colour: 'brown', filters: 'highpass=f=60,lowpass=f=420', noise: 0.092, chord: 1.82 },
  rain: { colour: 'pink', filters: 'highpass=f=700,lowpass=f=8500', noise: 0.218, chord: 1.22 },
  wind: {
    colour: 'brown',
    filters: 'bandpass=f=420:width_type=h:w=380,tremolo=f=0.23:d=0.6',
    noise: 0.393,
    chord: 1.36,
  },
  sea: {
    colour: 'pink',
    filters: 'lowpass=f=1300,highpass=f=90,tremolo=f=0.16:d=0.72',
    noise: 0.402,
    chord: 1.22,
  },
  fire: {
    colour: 'brown',
    filters: 'highpass=f=180,lowpass=f=2600,tremolo=f=7.3:d=0.5',
    noise: 0.268,
    chord: 1.36,
  },
  town: { colour: 'brown', filters: 'highpass=f=70,lowpass=f=700', noise: 0.12, chord: 1.72 },
  // Crickets, or what passes for them.
  night: {
    colour: 'pink',
    filters: 'highpass=f=2600,lowpass=f=5200,tremolo=f=11:d=0.7',
    noise: 0.237,
    chord: 1.72,
  },
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

type Heard = Pick<Scene, 'weather' | 'setting' | 'inside' | 'hour'>

/** A quiet chord and the air of the place, as one graph for ffmpeg's lavfi; every number in it is ours. */
export function soundGraph(scene: Heard, take: { name: string; seconds: number }): string {
  const random = createRandom(`${take.name} sound`)
  const seconds = take.seconds.toFixed(3)
  const root = random.pick(roots)
  const air = airs[bedOf(scene)]
  const noise = () => {
    const seed = Math.floor(random.next() * 1e6)
    return `anoisesrc=color=${air.colour}:sample_rate=48000:amplitude=${air.noise}:duration=${seconds}:seed=${seed},${air.filters}`
  }
  const sides = [0, 0.7].map((phase) => chord({ root, phase, gain: air.chord })).join('|')
  const fadeOut = Math.max(take.seconds - 0.25, 0).toFixed(3)
  return [
    `aevalsrc=exprs='${sides}':sample_rate=48000:duration=${seconds}[chord]`,
    `${noise()}[left]`,
    `${noise()}[right]`,
    '[left][right]join=inputs=2:channel_layout=stereo[air]',
    '[chord][air]amix=inputs=2:duration=longest:normalize=0[mixed]',
    // A cut in the middle of a wave clicks.
    `[mixed]afade=t=in:d=0.12,afade=t=out:st=${fadeOut}:d=0.25`,
  ].join(';')
}

function bedOf({ weather, setting, inside, hour }: Heard): Bed {
  if (weather === 'rain') return 'rain'
  if (weather === 'embers') return 'fire'
  if (weather === 'snow') return 'wind'
  const bed = inside ? 'room' : (outdoors[setting] ?? 'town')
  return bed === 'night' && hour !== 'night' ? 'wind' : bed
}

/** Root, fifth, octave and the ninth above, each swelling at its own pace, the sides apart. */
function chord({ root, phase, gain }: { root: number; phase: number; gain: number }): string {
  return [
    { ratio: 0.5, level: 0.016, pace: 0.07 },
    { ratio: 1, level: 0.03, pace: 0.11 },
    { ratio: 1.4983, level: 0.018, pace: 0.17 },
    { ratio: 2, level: 0.012, pace: 0.13 },
    { ratio: 2.2449, level: 0.006, pace: 0.23 },
  ]
    .map(({ ratio, level, pace }) => {
      const tone = `${(level * gain).toFixed(5)}*sin(2*PI*${(root * ratio).toFixed(3)}*t)`
      return `${tone}*(0.7+0.3*sin(2*PI*${pace}*t+${(phase + ratio).toFixed(2)}))`
    })
    .join('+')
}
