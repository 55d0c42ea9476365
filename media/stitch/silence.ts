import { AppError } from '../../nodes/errors.ts'
import type { JoinAudio } from '../mp4/joinable.ts'

/**
 * One packet of AAC in which nothing is heard, by the number of channels. It codes no frequency band at all, so it
 * is the same at every sample rate.
 */
const packets: Readonly<Record<number, string>> = {
  1: '01182007',
  2: '211004608c1c',
  3: '011820010880230460e0',
  4: '01182001088023046003182007',
  5: '011820010880230460231004608c1c',
  6: '011820010880230460231004608c0c230000e0',
  8: '211004608c00230400031820011880230460251004608c1c',
}

/** A packet of silence that can stand among those of a clip. */
export function silentPacket({ codec, channels }: Pick<JoinAudio, 'codec' | 'channels'>): Buffer {
  const packet = codec === 'aac' ? packets[channels] : undefined
  if (packet === undefined)
    throw new AppError('internal', {}, { message: `no silence of ${channels} channels` })
  return Buffer.from(packet, 'hex')
}
