import { writeFile } from 'node:fs/promises'
import { AppError } from '../../../nodes/errors.ts'
import { aspects, type ImageRequest, type VideoRequest } from '../../../nodes/models.ts'
import type { Engine } from '../../ffmpeg/engine.ts'
import type { LocalProvider, Task } from '../provider.ts'
import { encodeClip } from './clip.ts'
import { filmPicture, filmStoryboard, travelOf, type Footage } from './footage.ts'
import { coverFrame, readPicture } from './picture.ts'
import { createRandom } from './random.ts'
import { readRecipe, writeRecipe, type Recipe } from './recipe.ts'
import { readCamera } from './reading/camera.ts'
import { readScene } from './reading/scene.ts'
import { pixelSize } from './size.ts'
import { soundGraph } from './sound.ts'
import { drawStoryboard, flatten, type Storyboard } from './storyboard.ts'

const seconds = { min: 1, max: 20 }

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
      { id: 'storyboard', title: 'Storyboard frame', modes: ['text-to-image'], aspects: [...aspects] },
      { id: 'move', title: 'Moving storyboard', modes: ['image-to-video'], aspects: [...aspects], seconds },
      { id: 'scene', title: 'Storyboard scene', modes: ['text-to-video'], aspects: [...aspects], seconds },
    ],

    async makeImage(request, task) {
      const { png } = await drawPicture(request, task.signal)
      const output = task.tempFile('png')
      await writeFile(output, png)
      task.progress(1)
      return output
    },

    async makeVideo(request, task) {
      const found = await engine()
      const shot =
        request.firstFrame === undefined
          ? await fromPrompt(request, task)
          : await fromPicture(request, request.firstFrame, task)
      const output = task.tempFile('mp4')
      await encodeClip(found, {
        ...shot,
        seconds: request.seconds,
        output,
        signal: task.signal,
        onProgress: (fraction) => task.progress(fraction),
      })
      return output
    },
  }
}

async function drawPicture(
  request: Omit<ImageRequest, 'model'>,
  signal: AbortSignal,
): Promise<{ storyboard: Storyboard; png: Buffer }> {
  const storyboard = await drawStoryboard(request)
  stopIfAsked(signal)
  const png = writeRecipe(await flatten(storyboard).encode('png'), request)
  stopIfAsked(signal)
  return { storyboard, png }
}

interface Shot {
  readonly footage: Footage
  readonly move: ReturnType<typeof readCamera>
  readonly sound: string
}

async function fromPrompt(request: VideoRequest, task: Task): Promise<Shot> {
  const storyboard = await drawStoryboard(request)
  stopIfAsked(task.signal)
  return { footage: filmStoryboard(storyboard), ...direct(request, request.prompt, storyboard) }
}

async function fromPicture(request: VideoRequest, path: string, task: Task): Promise<Shot> {
  const bytes = await readPicture(path)
  const recipe = readRecipe(bytes)
  const storyboard = recipe?.aspect === request.aspect ? await redraw(recipe, bytes, task.signal) : undefined
  stopIfAsked(task.signal)
  // The camera and the sound follow the motion prompt; what it leaves open, the picture's own prompt may say.
  const words = recipe && storyboard ? `${request.prompt}\n${recipe.prompt}` : request.prompt
  const { move, sound } = direct(request, words, storyboard)
  if (storyboard) return { footage: filmStoryboard(storyboard), move, sound }
  const size = pixelSize(request.aspect)
  const picture = await coverFrame(bytes, size, travelOf(move, request.seconds))
  return { footage: await filmPicture(picture, size), move, sound }
}

/** The storyboard a picture was flattened from, if drawing it again gives the very same file. */
async function redraw(recipe: Recipe, bytes: Buffer, signal: AbortSignal): Promise<Storyboard | undefined> {
  const { storyboard, png } = await drawPicture(recipe, signal)
  return png.equals(bytes) ? storyboard : undefined
}

function direct(
  request: VideoRequest,
  words: string,
  storyboard: Storyboard | undefined,
): Pick<Shot, 'move' | 'sound'> {
  const name = `${words}\n${request.seed}\n${request.variation}`
  const random = createRandom(name)
  const scene =
    storyboard?.stage.scene ?? readScene(words, { random: random.fork('scene'), cast: random.fork('cast') })
  return {
    move: readCamera(words, request.camera, random.fork('camera')),
    sound: soundGraph(scene, { name, seconds: request.seconds }),
  }
}

function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('stopped')
}
