import { afterEach, expect, it } from 'vitest'
import { note, noteTable } from '../../nodes/contract/notes.ts'
import { reason, reasonTable } from '../../nodes/cut/reasons.ts'
import { summaryTable } from '../../nodes/cut/summary.ts'
import { changeLanguage } from '../i18n/index.ts'
import { noteSentence, noteText } from './note-words.ts'

afterEach(() => changeLanguage('en'))

it('says in the language of the window what could not be taken over', () => {
  const lost = note('clip_unknown', { name: '雨.mp4' })
  expect(noteSentence(lost)).toBe('“雨.mp4” is not among the connected clips, so its shot was left out.')
  changeLanguage('zh-Hans')
  expect(noteSentence(lost)).toBe('已连接的片段里没有“雨.mp4”，它的镜头没有放入。')
})

it('says what an export did, in which reasons of its plan have their own words', () => {
  changeLanguage('zh-Hans')
  expect(noteText(reason('rate', { clip: 4, from: 30, to: 24 }))).toBe('片段 4 为 30 fps：转换为 24 fps')
  expect(noteText({ code: 'sound_copied', values: {}, text: summaryTable.sound_copied })).toBe('声音原样复制')
})

it('has one meaning for each code, since all of them are looked up alike', () => {
  const codes = [noteTable, summaryTable, reasonTable].flatMap((table) => Object.keys(table))
  expect(new Set(codes).size).toBe(codes.length)
})
