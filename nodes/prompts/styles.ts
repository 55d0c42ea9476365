import type { Wording } from '../models.ts'

/**
 * The looks that come with the app. `name` is the key that the window has words for; a person's own style has the
 * name they gave it. English, because models follow it most closely whatever language the prompt is in.
 */
export const styles: readonly Wording[] = [
  {
    name: 'cinematic',
    words:
      'Cinematic look: motivated light from one side, shallow depth of field, 35 mm lens, rich but natural colours, soft film grain.',
  },
  {
    name: 'drama',
    words:
      'Short-form drama look: faces first, warm practical lamps against a cool background, close framing, clear emotion in eyes and hands.',
  },
  {
    name: 'documentary',
    words:
      'Documentary look: available light, hand-held at eye level with a slight sway, true skin tones, nothing staged or polished.',
  },
  {
    name: 'noir',
    words:
      'Film noir look: high-contrast black and white, hard light through blinds, long shadows, wet streets, smoke in the beam of a lamp.',
  },
  {
    name: 'period',
    words:
      'Costume drama look: candle and window light, muted silk and wood tones, symmetrical frames, slow and composed movement.',
  },
  {
    name: 'anime',
    words:
      'Hand-drawn anime look: clean ink lines, flat cel shading with one shadow tone, painted background, expressive eyes, wind in the hair.',
  },
  {
    name: 'watercolour',
    words:
      'Watercolour look: soft washes that bleed at the edges, visible paper grain, few colours, loose pencil lines underneath.',
  },
  {
    name: 'vintage',
    words:
      'Home movie look of the 1970s: Super 8 grain, faded warm colours, light leaks, gentle gate weave, slightly soft focus.',
  },
  {
    name: 'neon',
    words:
      'Neon night look: magenta and cyan signs reflected on wet ground, deep blacks, haze, glowing edges around people.',
  },
  {
    name: 'marketing',
    words:
      'Advertising look: bright clean key light, crisp detail, one uncluttered background, confident slow movement, product colours exact.',
  },
  {
    name: 'educational',
    words:
      'Explainer look: even light without shadows, plain background, the subject large and centred, one action at a time, easy to follow.',
  },
  {
    name: 'social',
    words:
      'Phone video look: filmed by a friend at arm’s length, natural window light, quick and spontaneous, the subject close and looking into the lens.',
  },
]
