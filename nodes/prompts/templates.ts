import type { Wording } from '../models.ts'

/** The kinds of shot that come with the app, for products and for stories. `name` is a key, as with styles. */
export const templates: readonly Wording[] = [
  {
    name: 'establishing',
    words:
      'Wide establishing shot that shows where and when the scene takes place.\n{prompt}\nPeople are small in the frame; light and weather set the mood.',
  },
  {
    name: 'two-shot',
    words:
      'Dialogue two-shot: both people in one frame from the waist up, facing each other.\n{prompt}\nOne speaks, the other listens and reacts; their eyelines meet.',
  },
  {
    name: 'reaction',
    words:
      'Close-up of a reaction.\n{prompt}\nThe face fills the frame, holds still for a moment, and then the feeling reaches the eyes.',
  },
  {
    name: 'insert',
    words:
      'Insert shot of a single detail, filling the frame.\n{prompt}\nOnly hands may enter; the background is out of focus.',
  },
  {
    name: 'cliff-hanger',
    words:
      'Last shot of an episode.\n{prompt}\nThe tension rises until something unexpected is seen at the very end, and the shot stops before it is explained.',
  },
  {
    name: 'product-showcase',
    words:
      'Product showcase on a clean surface.\n{prompt}\nThe product stands alone in the centre and turns slowly, so that its shape, material and label can be seen.',
  },
  {
    name: 'human-usage',
    words:
      'A person uses the product in an everyday moment.\n{prompt}\nThe hands and the product stay in the frame; what it does is easy to see.',
  },
  {
    name: 'store-display',
    words:
      'The product on display in a shop.\n{prompt}\nTidy shelves, warm spotlights, shoppers passing out of focus; the product is the brightest thing.',
  },
  {
    name: 'lifestyle',
    words:
      'Lifestyle scene in which the product belongs.\n{prompt}\nPeople enjoy themselves and nobody presents anything; the product is seen in passing.',
  },
  {
    name: 'technical-demo',
    words:
      'Technical demonstration.\n{prompt}\nA close look at how it works, one step after another, in even light and from a steady angle.',
  },
  {
    name: 'unboxing',
    words:
      'Unboxing seen from above on a plain table.\n{prompt}\nHands open the box without haste, lift the product out and set it down in the light.',
  },
]
