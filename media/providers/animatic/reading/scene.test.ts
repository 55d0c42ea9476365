import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { readScene } from './scene.ts'

const read = (prompt: string, cast = 'cast') =>
  readScene(prompt, { random: createRandom(prompt), cast: createRandom(cast) })

describe('a scene', () => {
  it.each([
    [
      'A narrow street at night, rain on the lamps',
      { setting: 'street', hour: 'night', weather: 'rain', inside: false },
    ],
    [
      'In the hallway she opens a wet letter in warm lamp light',
      { setting: 'hallway', hour: 'night', inside: true, object: 'letter' },
    ],
    ['Her face lit by the window, rain behind the glass', { setting: 'room', weather: 'rain', inside: true }],
    ['Sunrise over the sea', { setting: 'sea', hour: 'dawn' }],
    ['Snow on the palace roof, night', { setting: 'courtyard', weather: 'snow', hour: 'night' }],
    ['He waits on the platform at dusk', { setting: 'station', hour: 'dusk' }],
    ['A flashback: the garden, cherry petals', { setting: 'field', weather: 'petals', mood: 'memory' }],
    ['深夜的窄巷，雨打在路灯上', { setting: 'street', hour: 'night', weather: 'rain' }],
    ['清晨的海边', { setting: 'sea', hour: 'dawn' }],
    ['黄昏，天台上，城市在身后', { setting: 'skyline', hour: 'dusk' }],
    ['病房里，阳光照进来', { setting: 'hospital', hour: 'day', inside: true }],
    ['竹林中的雾', { setting: 'forest', weather: 'fog', mood: 'forest' }],
    ['办公室，她接起电话', { setting: 'office', object: 'phone' }],
    ['霓虹酒吧，他端着一杯酒', { setting: 'cafe', mood: 'neon' }],
  ])('is read from “%s”', (prompt, expected) => {
    expect(read(prompt)).toMatchObject(expected)
  })

  it.each([
    ['She opens the door', ['woman']],
    ['An old man and a little girl in the park', ['man', 'girl']],
    ['母亲握着孩子的手', ['woman', expect.stringMatching(/girl|boy/)]],
    ['他看着她', ['woman', 'man']],
    ['一个男孩独自走在沙滩上', ['boy']],
    ['其他', [expect.any(String)]],
    ['An empty street, snow', []],
    ['空镜：无人的走廊', []],
    ['An empty street, she stops', ['woman']],
  ])('has the people of “%s”', (prompt, kinds) => {
    expect(read(prompt).people.map(({ kind }) => kind)).toEqual(kinds)
  })

  it('gives one door the colour that is written before it', () => {
    expect(read('she stops at a red door').door).toBe(read('在红门前停下').door)
    expect(read('she stops at a blue door').door).not.toBe(read('at a red door').door)
    expect(read('she stops').door).toBeUndefined()
  })

  it('shows feelings that are written', () => {
    expect(read('she begins to smile').people[0]!.expression).toBe('smile')
    expect(read('他哭了').people[0]!.expression).toBe('sad')
    expect(read('she waits').people[0]!.expression).toBe('calm')
  })

  it('keeps the same actors from shot to shot, and changes them with the seed', () => {
    const shots = ['She runs through the rain', 'He looks at her', '她笑了']
    const looks = shots.map((prompt) => read(prompt).people.find(({ kind }) => kind === 'woman')!.look)
    expect(new Set(looks).size).toBe(1)
    expect(read(shots[0]!, 'another cast').people[0]!.look).not.toBe(looks[0])
  })

  it('can be read from nothing at all', () => {
    expect(read('').people.length).toBeGreaterThan(0)
    expect(read('👻').setting).toBeDefined()
  })
})
