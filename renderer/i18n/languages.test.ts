import { describe, expect, it } from 'vitest'
import { errorTable } from '../../nodes/error-table.ts'
import { AppError, type ErrorCode } from '../../nodes/errors.ts'
import { nodeTypes } from '../../nodes/types/index.ts'
import { changeLanguage, errorText, resources } from './index.ts'
import { fieldLabel, portLabel, typeTitle } from './node-words.ts'

const codes = Object.keys(errorTable) as ErrorCode[]
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted()

describe('the sentence of an error', () => {
  it.each(codes)('%s names the same things in both languages', (code) => {
    const english = errorTable[code].text
    const chinese = resources['zh-Hans'].errors[code]
    expect(placeholders(chinese)).toEqual(placeholders(english))
    expect(chinese).toMatch(/\p{Script=Han}/u)
  })

  it.each(codes)('%s blames nobody', (code) => {
    expect(errorTable[code].text).not.toMatch(/\b(failed|invalid|illegal|abort|fatal|oops|error occurred)\b/i)
    expect(resources['zh-Hans'].errors[code]).not.toMatch(/失败|非法|错误/)
  })

  it('is told in the language of the window, with its details', () => {
    const error = new AppError('file_empty', { name: '雨夜.mp4' })
    changeLanguage('zh-Hans')
    expect(errorText(error)).toBe('雨夜.mp4 是空文件，没有可导入的内容。')
    changeLanguage('en')
    expect(errorText(error)).toBe('雨夜.mp4 is empty, so there is nothing to import.')
  })
})

describe('what an error is about', () => {
  it('stands in a Chinese sentence without English, and a file by its name', () => {
    changeLanguage('zh-Hans')
    expect(errorText(new AppError('not_found', { what: 'This backup' }))).toBe('这个备份已经不在了。')
    expect(errorText(new AppError('disk_full', { what: 'the film' }))).toBe(
      '磁盘已满，影片没有保存。请腾出空间后再试。',
    )
    expect(errorText(new AppError('not_found', { what: 'rain.mp4' }))).toBe('rain.mp4 已经不在了。')
    expect(errorText(new AppError('not_found', { what: 'toString' }))).toBe('toString 已经不在了。')
    changeLanguage('en')
    expect(errorText(new AppError('not_found', { what: 'This backup' }))).toBe(
      'This backup is not here any more.',
    )
  })
})

type Words = { readonly [key: string]: string | Words }

/** Every text of a language by its full key; plural forms count as the one they belong to. */
function texts(words: Words, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${path}${key}`.replace(/_(one|other|two|few)$/, ''), value] as const]
        : [...texts(value, `${path}${key}.`)],
    ),
  )
}

describe.each(Object.keys(resources.en))('the words of %s', (namespace) => {
  const english = texts(resources.en[namespace as keyof typeof resources.en] as unknown as Words)
  const chinese = texts(resources['zh-Hans'][namespace as keyof typeof resources.en] as unknown as Words)

  it('are the same in both languages', () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
  })

  it('fill in the same things', () => {
    for (const [key, text] of chinese)
      expect([key, placeholders(text)]).toEqual([key, placeholders(english.get(key)!)])
  })

  it('point Chinese sentences the Chinese way', () => {
    expect([...chinese].filter(([, text]) => /\p{Script=Han}[.,!?;:]/u.test(text))).toEqual([])
  })
})

describe.each(nodeTypes)('a node of type $type', ({ type, inputs, outputs, fields }) => {
  it('has all of it named in Chinese', () => {
    changeLanguage('zh-Hans')
    const node = { type, params: {} }
    const ports = Object.keys({ ...inputs, ...outputs })
    const named = [
      typeTitle(type),
      ...ports.map((port) => portLabel(node, port)),
      ...Object.keys(fields).map((field) => fieldLabel(type, field)),
    ]
    expect(named.filter((name) => !/\p{Script=Han}/u.test(name))).toEqual([])
    changeLanguage('en')
  })
})
