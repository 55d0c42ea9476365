import { alpha, darker, lighter } from '../colour.ts'
import { isMale, type Person } from '../reading/people.ts'
import type { ObjectId } from '../reading/scene.ts'
import type { Look } from './head.ts'
import { paintObject } from './objects.ts'
import { fill, line, shape } from './paths.ts'
import type { Brush, Stage } from './stage.ts'
import { ellipse, stamp } from './strokes.ts'

// Mirrored for the other arm; the outline is the same sleeve, a little larger.
const sleeveEdge = shape(
  'M60 84C82 92 86 110 88 140C91 164 98 182 97 208C95 236 80 244 62 234C46 226 32 210 20 196L34 166C50 176 58 180 64 180C68 160 66 130 62 112Z',
)
const sleeve = shape(
  'M62 86C81 94 84 112 86 141C89 165 95 182 94 207C92 233 79 240 63 231C47 222 33 208 21 194L34 168C50 178 60 183 67 182C71 160 69 130 64 112Z',
)
const cuff = shape('M27 202L17 190L33 162L46 170Z')
const palm = shape('M38 172C30 184 22 184 18 176C16 166 22 158 30 158Z')
const fingers = 'M28 161L15 162M28 168L14 169M28 175L15 176M28 181L18 182'
const thumb = 'M28 160L17 150'

const sizes: Partial<Record<ObjectId, number>> = { sword: 1.2, key: 0.54, cup: 0.54, glass: 0.54 }

/** Both forearms come forward, the thing between the hands. */
export function paintHolding(
  stage: Stage,
  brush: Brush,
  held: { look: Look; person: Person; object: ObjectId },
): void {
  const { look, person, object } = held
  const wide = isMale(person) ? 1.14 : 1
  const bothSides = (paint: (side: -1 | 1) => void) => {
    for (const side of [-1, 1] as const) {
      brush.save()
      brush.scale(side * wide, 1)
      paint(side)
      brush.restore()
    }
  }
  bothSides((side) => {
    const cloth = side === 1 ? darker(look.cloth, 0.02) : lighter(look.cloth, 0.018)
    fill(brush, sleeveEdge, darker(look.cloth, 0.08))
    fill(brush, sleeve, cloth)
    fill(brush, cuff, lighter(cloth, 0.06))
  })
  stamp(brush, { x: 0, y: object === 'sword' ? 128 : 152, size: sizes[object] ?? 0.76 }, () => {
    brush.rotate(-0.06)
    paintObject(brush, object, stage.palette)
  })
  bothSides((side) => {
    const skin = side === 1 ? darker(look.skin, 0.04) : look.skin
    fill(brush, palm, skin)
    line(brush, { colour: skin, width: 6.4 }, fingers)
    line(brush, { colour: skin, width: 7 }, thumb)
  })
}

const canopy = shape(
  'M-222-66C-206-190-96-252 14-256C124-252 232-190 246-66C220-88 190-88 166-66C138-92 102-92 76-64C52-90-26-90-50-64C-74-92-114-92-142-66C-168-88-198-88-222-66Z',
)
const ribs =
  'M14-254C-20-200-40-130-50-66M14-254C44-200 68-130 76-66M14-254C-70-210-124-140-142-68M14-254C98-210 150-140 166-68'
const bentArm = 'M72 106C92 150 98 190 88 216L52 190'

/** The stick behind the head; the arm, the hand and the canopy follow in front. */
export function paintUmbrellaStick(stage: Stage, brush: Brush): void {
  line(brush, { colour: stage.palette.shade, width: 5 }, 'M46 196L14-256')
}

export function paintUmbrella(stage: Stage, brush: Brush, look: Look): void {
  const { near, shade } = stage.palette
  line(brush, { colour: darker(look.cloth, 0.09), width: 37 }, bentArm)
  line(brush, { colour: darker(look.cloth, 0.03), width: 33 }, bentArm)
  line(brush, { colour: shade, width: 5 }, 'M46 196L43 160')
  ellipse(brush, [45, 180, 13, 15], look.skin)
  fill(brush, canopy, lighter(near, 0.03))
  line(brush, { colour: alpha(lighter(near, 0.14), 0.8), width: 3 }, ribs)
  line(brush, { colour: shade, width: 5 }, 'M14-256L14-274')
}
