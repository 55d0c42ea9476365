import { adjust, darker, mix, type Colour } from '../colour.ts'
import { createRandom, type Random } from '../random.ts'
import type { Person } from '../reading/people.ts'
import type { Look } from './head.ts'
import type { Stage } from './stage.ts'

const cloths: readonly [Colour, ...Colour[]] = [
  '#2f3a4a',
  '#5a3d3a',
  '#3d4a41',
  '#6b5a45',
  '#46394f',
  '#7a4038',
  '#34383f',
  '#59636b',
]
const robes: readonly [Colour, ...Colour[]] = ['#6d2f35', '#2f4a5c', '#3f5a4a', '#5a4466', '#7a6a4a']
const skins: readonly [Colour, ...Colour[]] = ['#e3b595', '#d9a783', '#c89472', '#eac3a6']
const hairs: readonly [Colour, ...Colour[]] = ['#1c1719', '#2a201d', '#17181d', '#3a2a22']

/** The same person wears the same in every shot; the light of the picture lies over all of it. */
export function lookOf(stage: Stage, person: Person): Look {
  const random = (of: string): Random => createRandom(`${person.look} ${of}`)
  const skin = inLight(stage, random('skin').pick(skins), 0.22)
  return {
    skin,
    cloth: inLight(stage, random('cloth').pick(person.classical ? robes : cloths), 0.26),
    hair: inLight(stage, person.old ? '#aeaaa4' : random('hair').pick(hairs), 0.18),
    line: mix(darker(skin, 0.3), stage.palette.shade, 0.5),
  }
}

function inLight({ palette, scene }: Stage, colour: Colour, amount: number): Colour {
  const lit = mix(colour, scene.hour === 'night' ? palette.middle : palette.far, amount)
  return scene.mood === 'memory' ? adjust(lit, { chroma: 0.7 }) : lit
}
