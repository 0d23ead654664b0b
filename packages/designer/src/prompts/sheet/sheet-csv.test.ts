import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { readSheetCsv, sheetCsv, textOfFile, type SheetImport } from './sheet-csv.js'
import { fits, missingIn, sheetCommand, sheetRows } from './sheet-rows.js'

const flow = (): DraftDocument =>
  ({
    id: 'f',
    name: 'F',
    languages: ['zh-CN', 'en-US'],
    nodes: [
      { id: 'hello', kind: 'say', name: '欢迎', prompt: { 'zh-CN': ['您好，"贵宾"'], 'en-US': ['=HYPERLINK("http://evil.example")', "'-quoted"] }, next: 'ask' },
      { id: 'ask', kind: 'ask', name: 'Ask', prompt: { 'zh-CN': [{ ssml: '<speak>几点？</speak>', text: '几点？' }] }, noInput: { prompts: { 'en-US': ['Hello?'] } } },
      { id: 'bye', kind: 'hangup', name: 'Bye', prompt: { 'en-US': [{ audio: `sha256:${'0'.repeat(64)}`, text: 'Bye' }] } },
    ],
    auxiliary: [{ intent: 'hours', pullBack: { 'en-US': ['Back to it.'] } }],
  }) as unknown as DraftDocument

const read = (text: string, document = flow()): SheetImport => {
  const found = readSheetCsv(text, document)
  if (typeof found === 'string') throw new Error(found)
  return found
}

it('comes back unchanged, whatever is in it', () => {
  const document = flow()
  const csv = sheetCsv(document)

  expect(csv.startsWith('\uFEFFnode,field,number,name,zh-CN,en-US\r\n')).toBe(true)
  expect(csv).not.toMatch(/,=|,"=|,-/)
  expect(read(csv)).toEqual({ changes: [], edits: [], unknownLines: [], unknownColumns: [] })
})

it('makes what was changed, and nothing else, in one step', () => {
  const document = flow()
  const csv = sheetCsv(document)
    .replace('"您好，""贵宾"""', '早上好')
    .replace('Back to it.', 'Where were we?')
    .replace(',Bye\r\n', ',So long\r\n')
    .replace(',Bye', ',So long')
    .replace('<speak>几点？</speak>', '<speak>现在<break time="1s"/>几点？</speak>')
  const found = read(csv)
  const changed = sheetCommand(found.edits).apply(document)

  expect(found.changes.map(({ row, language, after }) => [row.place.node?.id, language, after])).toEqual([
    ['hello', 'zh-CN', '早上好'],
    ['ask', 'zh-CN', '<speak>现在<break time="1s"/>几点？</speak>'],
    ['bye', 'en-US', 'So long'],
    [undefined, 'en-US', 'Where were we?'],
  ])
  expect(changed.nodes[0]).toMatchObject({ prompt: { 'zh-CN': ['早上好'], 'en-US': ['=HYPERLINK("http://evil.example")', "'-quoted"] } })
  expect(changed.nodes[1]).toMatchObject({ prompt: { 'zh-CN': [{ ssml: '<speak>现在<break time="1s"/>几点？</speak>', text: '现在 几点？' }] } })
  expect(changed.nodes[2]).toMatchObject({ prompt: { 'en-US': [{ audio: `sha256:${'0'.repeat(64)}`, text: 'So long' }] } })
  expect(changed.auxiliary).toEqual([{ intent: 'hours', pullBack: { 'en-US': ['Where were we?'] } }])
})

it('adds a text behind the last, leaves empty cells alone, and names lines and columns that it does not know', () => {
  const found = read('number,field,node,en-US,fr-FR\n3,prompt,hello,Third,x\n1,prompt,hello,,x\n9,prompt,hello,Ninth,x\n1,prompt,gone,Hi,x\n')

  expect(found.edits).toMatchObject([{ language: 'en-US', variants: [{}, {}, { text: 'Third' }] }])
  expect(found.unknownLines).toEqual([
    { line: 4, node: 'hello', field: 'prompt', number: '9' },
    { line: 5, node: 'gone', field: 'prompt', number: '1' },
  ])
  expect(found.unknownColumns).toEqual(['fr-FR'])
})

it.each([
  ['empty', ''],
  ['empty', 'node,field,number,en-US'],
  ['columns', 'a,b\n1,2'],
  ['columns', 'node,field,number\nhello,prompt,1'],
])('refuses a file: %s', (refusal, text) => {
  expect(readSheetCsv(text, flow())).toBe(refusal)
})

it('reads semicolons, and what Excel writes without being asked', () => {
  expect(read('node;field;number;en-US\nask;noInput.prompts;1;Still there?\n').changes).toMatchObject([{ after: 'Still there?' }])
  expect(textOfFile(Uint8Array.of(0xc4, 0xe3, 0xba, 0xc3))).toBe('你好')
  expect(textOfFile(Uint8Array.of(0xff, 0xfe, 0x60, 0x4f))).toBe('你')
  expect(textOfFile(new TextEncoder().encode('你好'))).toBe('你好')
})

it('finds what is missing in a language', () => {
  const document = flow()
  const rows = sheetRows(document)
  const shown = (missing: string | undefined, search = '') => rows.filter((row) => fits(row, { missing, search }, document.languages)).map(({ place, index }) => `${place.node?.id ?? ''}.${place.path.join('.')}.${index}`)

  expect(shown('zh-CN')).toEqual(['ask.noInput.prompts.0', 'bye.prompt.0', '.auxiliary.0.pullBack.0'])
  expect(shown('en-US')).toEqual(['ask.prompt.0'])
  expect(shown(undefined, '贵宾')).toEqual(['hello.prompt.0'])
  expect(rows[1] && missingIn(rows[1], document.languages)).toEqual([])
  expect(sheetRows(document)[0]).toBe(rows[0])
})
