import { writeFile } from 'node:fs/promises'
import { createCanvas, type Image } from '@napi-rs/canvas'
import { AppError } from '../../../nodes/errors.ts'
import { aspects, type VideoRequest } from '../../../nodes/models.ts'
import type { Engine } from '../../ffmpeg/engine.ts'
import type { LocalProvider, Model, Workbench } from '../provider.ts'
import { encodeClip, type Take } from './clip.ts'
import { filmPicture, filmStoryboard } from './footage.ts'
import { planCamera, travelOf } from './motion.ts'
import { coverFrame, decodePicture, readPicture } from './picture.ts'
import { createRandom } from './random.ts'
import { encodeWithRecipe, readRecipe, type Recipe } from './recipe.ts'
import { readCamera } from './reading/camera.ts'
import { readScene } from './reading/scene.ts'
import { pixelSize } from './size.ts'
import { soundGraph } from './sound.ts'
import { drawStoryboard, flatten, type Storyboard } from './storyboard.ts'

const common = {
  aspects: [...aspects],
  resolutions: [],
  seed: true,
  lastFrame: false,
  references: 0,
  price: { rates: [{ usd: 0, per: 'clip' }], source: 'list', asOf: '2026-11' },
  quality: 1,
  lifecycle: { state: 'current' },
} as const satisfies Partial<Model>
const clip = { ...common, seconds: { min: 1, max: 30 }, sound: 'always' } as const

/**
 * Draws and moves storyboards on this machine: no key, no network, no cost, and the same bytes for the same
 * request, so that a whole drama can be timed before anything is paid for.
 */
export function createAnimatic({ engine }: { engine: () => Promise<Engine> }): LocalProvider {
  return {
    kind: 'local',
    id: 'animatic',
    title: 'Animatic',
    models: [
      { ...common, id: 'storyboard', title: 'Storyboard frame', modes: ['text-to-image'], sound: 'none' },
      { ...clip, id: 'move', title: 'Moving storyboard', modes: ['image-to-video'] },
      { ...clip, id: 'scene', title: 'Storyboard scene', modes: ['text-to-video'] },
    ],

    async makeImage(request, bench) {
      const storyboard = await drawStoryboard(request)
      stopIfAsked(bench.signal)
      const png = await encodeWithRecipe(flatten(storyboard), request)
      stopIfAsked(bench.signal)
      const output = bench.tempFile('png')
      await writeFile(output, png)
      bench.progress(1)
      return output
    },

    async makeVideo(request, bench) {
      const found = await engine()
      const shot =
        request.firstFrame === undefined
          ? await fromPrompt(request, bench)
          : await fromPicture(request, request.firstFrame, bench)
      const output = bench.tempFile('mp4')
      await encodeClip(found, {
        ...shot,
        seconds: request.seconds,
        output,
        signal: bench.signal,
        onProgress: (fraction) => bench.progress(fraction),
      })
      return output
    },
  }
}

type Shot = Pick<Take, 'footage' | 'work' | 'sound'>

async function fromPrompt(request: VideoRequest, bench: Workbench): Promise<Shot> {
  const storyboard = await drawStoryboard(request)
  stopIfAsked(bench.signal)
  return { footage: filmStoryboard(storyboard), ...direct(request, request.prompt, storyboard) }
}

async function fromPicture(request: VideoRequest, path: string, bench: Workbench): Promise<Shot> {
  const bytes = await readPicture(path)
  const picture = await decodePicture(bytes)
  const recipe = readRecipe(bytes)
  const storyboard = recipe?.aspect === request.aspect ? await redraw(recipe, picture) : undefined
  stopIfAsked(bench.signal)
  if (recipe && storyboard) {
    // What the motion prompt leaves open, the picture's own prompt may say.
    const words = `${request.prompt}\n${recipe.prompt}`
    return { footage: filmStoryboard(storyboard), ...direct(request, words, storyboard) }
  }
  const shot = direct(request, request.prompt)
  const size = pixelSize(request.aspect)
  const covering = coverFrame(picture, size, travelOf(shot.work, request.seconds))
  return { footage: await filmPicture(covering, size), ...shot }
}

/** The storyboard a picture was flattened from, if drawing it again gives the very same pixels. */
async function redraw(recipe: Recipe, picture: Image): Promise<Storyboard | undefined> {
  const storyboard = await drawStoryboard(recipe)
  const again = flatten(storyboard)
  if (picture.width !== again.width || picture.height !== again.height) return undefined
  const canvas = createCanvas(picture.width, picture.height)
  canvas.getContext('2d').drawImage(picture, 0, 0)
  return again.data().equals(canvas.data()) ? storyboard : undefined
}

function direct(request: VideoRequest, words: string, storyboard?: Storyboard): Omit<Shot, 'footage'> {
  const name = `${words}\n${request.seed}\n${request.variation}`
  const random = createRandom(name)
  const cast = random.fork('cast')
  const scene = storyboard?.stage.scene ?? readScene(words, { random: random.fork('scene'), cast })
  const move = readCamera(words, request.camera, random.fork('camera'))
  return {
    work: planCamera(move, request.variation, random.fork('work')),
    sound: soundGraph(scene, { name, seconds: request.seconds }),
  }
}

function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('stopped')
}
