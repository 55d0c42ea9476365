import type { SettingId } from '../reading/settings.ts'
import { cafe } from './cafe.ts'
import { courtyard } from './courtyard.ts'
import { field } from './field.ts'
import { forest } from './forest.ts'
import { hallway } from './hallway.ts'
import { hospital } from './hospital.ts'
import { mountains } from './mountains.ts'
import { office } from './office.ts'
import { room } from './room.ts'
import { sea } from './sea.ts'
import type { Setting } from './setting.ts'
import { skyline } from './skyline.ts'
import { station } from './station.ts'
import { street } from './street.ts'

/** Every place that can be drawn; the words for it are in reading/settings.ts. */
export const sets: Readonly<Record<SettingId, Setting>> = {
  cafe,
  courtyard,
  field,
  forest,
  hallway,
  hospital,
  mountains,
  office,
  room,
  sea,
  skyline,
  station,
  street,
}
