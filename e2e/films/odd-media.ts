import { truncateSync, writeSync, openSync, closeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { OddBench, OddFile } from './odd-file.ts'
import { ffmpeg, turn } from './odd-file.ts'

type Recipe = Omit<OddFile, 'make' | 'becomes'> & {
  readonly becomes?: OddFile['becomes']
  readonly make?: OddFile['make']
  /** Name of the file, then what ffmpeg is told. */
  readonly file?: string
  readonly encode?: Parameters<OddBench['encode']>[1]
}

const fast = '-c:v libx264 -preset ultrafast -g 30'
const aac = '-c:a aac -b:a 96k -ac 2'

/** Sound media that are merely unlike others: each is to be joined with two plain clips. */
const recipes: readonly Recipe[] = [
  { number: '40', what: 'no sound', seconds: 2, encode: { audio: '', codecs: fast } },
  { number: '41', what: 'sound alone', becomes: 'audio', file: 'f.m4a', encode: { video: '', codecs: aac } },
  { number: '42', what: 'one frame', seconds: 1 / 30, encode: { options: '-frames:v 1 -t 0.034' } },
  {
    number: '43',
    what: 'a still photo',
    becomes: 'image',
    file: 'f.jpg',
    encode: { audio: '', codecs: '-frames:v 1' },
  },
  {
    number: '44',
    what: 'an animated GIF',
    becomes: 'image',
    file: 'f.gif',
    encode: { video: '-f lavfi -i testsrc2=s=90x160:r=10:d=1', audio: '', codecs: '-loop 0' },
  },
  {
    number: '45',
    what: 'an animated WebP',
    becomes: 'image',
    file: 'f.webp',
    looksDifferent: true,
    encode: { video: '-f lavfi -i testsrc2=s=90x160:r=5:d=1', audio: '', codecs: '-c:v libwebp -loop 0' },
  },
  {
    number: '46',
    what: 'a rate that varies',
    seconds: 2,
    encode: { options: '-vf select=lt(mod(n\\,7)\\,4),setpts=PTS -fps_mode vfr' },
  },
  {
    number: '47',
    what: 'turned by 90 degrees',
    seconds: 2,
    make: ({ patch }) => patch('f.mp4', turn),
  },
  {
    number: '48',
    what: 'interlaced',
    seconds: 2,
    encode: { codecs: `${fast} -pix_fmt yuv420p -vf interlace -flags +ilme+ildct ${aac}` },
  },
  {
    number: '49',
    what: 'odd sides and 4:4:4',
    seconds: 2,
    encode: { video: '-f lavfi -i testsrc=s=179x307:r=30:d=2', codecs: `${fast} -pix_fmt yuv444p ${aac}` },
  },
  {
    number: '50',
    what: 'HEVC, 10 bit, HDR',
    seconds: 2,
    looksDifferent: true,
    encode: {
      codecs: `-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -tag:v hvc1 -x265-params log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc ${aac}`,
    },
  },
  {
    number: '51',
    what: 'HEVC with its settings inside',
    seconds: 2,
    encode: {
      codecs: `-c:v libx265 -preset ultrafast -pix_fmt yuv420p -tag:v hev1 -x265-params log-level=none ${aac}`,
    },
  },
  {
    number: '52',
    what: 'VP9 and Opus in WebM',
    seconds: 2,
    file: 'f.webm',
    encode: { codecs: '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus' },
  },
  {
    number: '53',
    what: 'AV1 and Opus in WebM',
    seconds: 2,
    file: 'f.webm',
    encode: { codecs: '-c:v libsvtav1 -preset 12 -c:a libopus' },
  },
  {
    number: '54',
    what: 'uncompressed sound in MOV',
    seconds: 2,
    file: 'f.mov',
    encode: { codecs: `${fast} -pix_fmt yuv420p -c:a pcm_s16le` },
  },
  {
    number: '55',
    what: 'sound around (5.1)',
    seconds: 2,
    encode: { options: '-af pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0 -ac 6' },
  },
  { number: '56', what: 'one channel of 22,050 Hz', seconds: 2, encode: { options: '-ac 1 -ar 22050' } },
  {
    number: '57',
    what: 'starts at 1.5 s',
    seconds: 2,
    encode: { options: '-output_ts_offset 1.5 -avoid_negative_ts disabled' },
  },
  {
    number: '58',
    what: 'a broadcast stream that starts at 6.4 s',
    seconds: 2,
    file: 'f.ts',
    encode: { options: '-muxdelay 5 -f mpegts' },
  },
  { number: '59', what: 'a cover picture', seconds: 2, make: withCover },
  { number: '60', what: 'subtitles', seconds: 2, make: withSubtitles },
  {
    number: '61',
    what: 'a track of timecode',
    seconds: 2,
    file: 'f.mov',
    encode: { options: '-timecode 01:00:00:00' },
  },
  { number: '62', what: 'two pictures', seconds: 2, make: withTwoPictures },
  {
    number: '63',
    what: 'sound 3 s longer',
    seconds: 2,
    encode: { audio: '-f lavfi -i sine=440:sample_rate=48000:duration=5' },
  },
  {
    number: '64',
    what: 'sound 1.5 s shorter',
    seconds: 2,
    encode: { audio: '-f lavfi -i sine=440:sample_rate=48000:duration=0.5' },
  },
  { number: '65', what: 'pixels of 4:3', seconds: 2, encode: { options: '-vf setsar=4/3' } },
  {
    number: '66',
    what: 'an index in pieces',
    seconds: 2,
    encode: { options: '-movflags frag_keyframe+empty_moov+default_base_moof' },
  },
  { number: '67', what: 'Matroska that does not say how long', seconds: 2, make: intoPipe },
  {
    number: '68',
    what: 'open groups of pictures',
    seconds: 2,
    encode: {
      codecs: `-c:v libx264 -preset veryfast -bf 2 -g 15 -x264-params open-gop=1:scenecut=0 -pix_fmt yuv420p ${aac}`,
    },
  },
  {
    number: '69',
    what: '29.97 frames a second',
    seconds: 2.002,
    encode: { video: '-f lavfi -i testsrc2=s=180x320:r=30000/1001:d=2' },
  },
  {
    number: '70',
    what: '240 frames a second',
    seconds: 1,
    encode: { video: '-f lavfi -i testsrc2=s=180x320:r=240:d=1' },
  },
  {
    number: '71',
    what: '16 x 16 pixels',
    seconds: 2,
    encode: { video: '-f lavfi -i testsrc2=s=16x16:r=30:d=2' },
  },
  {
    number: '72',
    what: '7680 x 4320 pixels',
    seconds: 0.2,
    encode: {
      video: '-f lavfi -i testsrc2=s=7680x4320:r=30:d=0.2',
      audio: '',
      codecs: `${fast} -pix_fmt yuv420p`,
    },
  },
  {
    number: '73',
    what: 'H.264 of 10 bit',
    seconds: 2,
    encode: { codecs: `${fast} -pix_fmt yuv420p10le ${aac}` },
  },
  {
    number: '74',
    what: 'VP9 one can see through',
    seconds: 1,
    looksDifferent: true,
    file: 'f.webm',
    encode: {
      video: '-f lavfi -i testsrc2=s=180x320:r=30:d=1',
      audio: '',
      codecs: '-c:v libvpx-vp9 -pix_fmt yuva420p -deadline realtime -cpu-used 8 -auto-alt-ref 0',
    },
  },
  {
    number: '75',
    what: 'ProRes 4444',
    seconds: 1,
    file: 'f.mov',
    encode: {
      video: '-f lavfi -i testsrc2=s=180x320:r=30:d=1',
      codecs: '-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le -c:a pcm_s16le',
      options: '-t 1',
    },
  },
  {
    number: '76',
    what: 'MPEG-4 in AVI',
    seconds: 2,
    file: 'f.avi',
    encode: { codecs: '-c:v mpeg4 -q:v 3 -c:a mp3' },
  },
  {
    number: '77',
    what: 'Motion JPEG in MOV',
    seconds: 2,
    file: 'f.mov',
    encode: { codecs: '-c:v mjpeg -q:v 3 -c:a pcm_s16le' },
  },
  {
    number: '78',
    what: 'sound that is silent',
    seconds: 2,
    encode: { audio: '-f lavfi -i anullsrc=r=48000:cl=stereo', options: '-t 2' },
  },
  {
    number: '79',
    what: 'an MP3',
    becomes: 'audio',
    file: 'f.mp3',
    encode: { video: '', codecs: '-c:a mp3' },
  },
  {
    number: '80',
    what: 'a title of 60 KB',
    seconds: 2,
    encode: { options: `-metadata title=${'t'.repeat(60_000)}` },
  },
  {
    number: '81',
    what: 'a title that is a script',
    seconds: 2,
    encode: { options: '-metadata title=<script>alert(1)</script>\u001b[31m' },
  },
  {
    number: '82',
    what: 'another brand and language',
    seconds: 2,
    encode: { options: '-brand MSNV -metadata:s:a:0 language=chi' },
  },
  { number: '83', what: 'black at the beginning', seconds: 2, encode: { options: '-vf fade=in:30:20' } },
  {
    number: '84',
    what: 'a picture that comes 0.7 s late',
    seconds: 2,
    encode: { options: '-vf setpts=PTS+0.7/TB' },
  },
  { number: '85', what: 'more than 4 GB', seconds: 2, make: pastFourGigabytes },
  { number: '92', what: 'an edit list that hides the start', seconds: 0.8, make: hiddenStart },
  {
    number: '93',
    what: 'MP3 sound in MP4',
    seconds: 2,
    encode: { codecs: `${fast} -pix_fmt yuv420p -c:a mp3` },
  },
  { number: '94', what: 'the sound as first track', seconds: 2, encode: { options: '-map 1:a -map 0:v' } },
  {
    number: '95',
    what: 'full range',
    seconds: 2,
    encode: { codecs: `${fast} -pix_fmt yuvj420p -color_range pc ${aac}` },
  },
  { number: '96', what: 'H.264 and AAC in Matroska', seconds: 2, file: 'f.mkv', encode: {} },
]

export const oddMedia: readonly OddFile[] = recipes.map(
  ({ file = 'f.mp4', encode = {}, make, becomes = 'video', ...rest }) => ({
    ...rest,
    becomes,
    make: make ?? ((bench) => bench.encode(file, encode)),
  }),
)

async function withCover({ ok, at }: OddBench): Promise<string> {
  await ffmpeg(['-f', 'lavfi', '-i', 'color=red:s=90x90', '-frames:v', '1', at('cover.png')])
  const maps = '-map 1 -map 0 -c copy -c:v:0 png -disposition:v:0 attached_pic'.split(' ')
  await ffmpeg(['-i', ok, '-i', at('cover.png'), ...maps, at('f.mp4')])
  return at('f.mp4')
}

async function withSubtitles({ ok, at, write }: OddBench): Promise<string> {
  const words = await write('words.srt', '1\n00:00:00,100 --> 00:00:01,500\nHello\n')
  await ffmpeg([
    '-i',
    ok,
    '-i',
    words,
    '-map',
    '0',
    '-map',
    '1',
    '-c',
    'copy',
    '-c:s',
    'mov_text',
    at('f.mp4'),
  ])
  return at('f.mp4')
}

async function withTwoPictures({ ok, at }: OddBench): Promise<string> {
  await ffmpeg(['-i', ok, '-map', '0:v', '-map', '0:v', '-map', '0:a', '-c', 'copy', at('f.mp4')])
  return at('f.mp4')
}

/** What is written to a pipe can never be completed afterwards. */
async function intoPipe({ ok, at }: OddBench): Promise<string> {
  const { execFileSync } = await import('node:child_process')
  execFileSync('sh', [
    '-c',
    `ffmpeg -v error -i "$1" -c copy -f matroska pipe:1 > "$2"`,
    'sh',
    ok,
    at('f.mkv'),
  ])
  return at('f.mkv')
}

/** A box of empty space, 4.2 GB long and taking none on disk, stands before the film's own data. */
async function pastFourGigabytes({ ok, at }: OddBench): Promise<string> {
  const bytes = await readFile(ok)
  const space = 4_500_000_000
  const file = at('f.mp4')
  const ftyp = bytes.readUInt32BE(0)
  const out = openSync(file, 'w')
  writeSync(out, bytes.subarray(0, ftyp), 0, ftyp, 0)
  const header = Buffer.alloc(16)
  header.writeUInt32BE(1)
  header.write('free', 4, 'latin1')
  header.writeBigUInt64BE(BigInt(space), 8)
  writeSync(out, header, 0, 16, ftyp)
  const rest = widened(bytes.subarray(ftyp), space)
  writeSync(out, rest, 0, rest.length, ftyp + space)
  closeSync(out)
  truncateSync(file, ftyp + space + rest.length)
  return file
}

/** The same boxes with places of 64 bits, moved behind `space` bytes: done by ffmpeg's tables by hand. */
function widened(boxes: Buffer, space: number): Buffer {
  const index = boxes.indexOf('moov', 0, 'latin1') - 4
  const moov = boxes.subarray(index, index + boxes.readUInt32BE(index))
  const wide = widen(moov, space)
  return Buffer.concat([boxes.subarray(0, index), wide, boxes.subarray(index + moov.length)])
}

const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl'])

function widen(box: Buffer, space: number): Buffer {
  const type = box.toString('latin1', 4, 8)
  if (type === 'stco') {
    const count = box.readUInt32BE(12)
    const table = Buffer.alloc(16 + 8 * count)
    table.writeUInt32BE(table.length)
    table.write('co64', 4, 'latin1')
    table.writeUInt32BE(count, 12)
    for (let i = 0; i < count; i++) {
      table.writeBigUInt64BE(BigInt(box.readUInt32BE(16 + 4 * i) + space), 16 + 8 * i)
    }
    return table
  }
  if (!CONTAINERS.has(type)) return box
  const children: Buffer[] = []
  for (let at = 8; at < box.length; at += box.readUInt32BE(at)) {
    children.push(widen(box.subarray(at, at + box.readUInt32BE(at)), space))
  }
  const body = Buffer.concat(children)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** Cut from the middle without encoding: ffmpeg keeps the frames before and hides them. */
async function hiddenStart({ ok, at }: OddBench): Promise<string> {
  await ffmpeg(['-ss', '1.2', '-i', ok, '-t', '0.8', '-c', 'copy', at('f.mp4')])
  return at('f.mp4')
}
