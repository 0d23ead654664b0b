import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { coverageOf, coverageTable, shortfallsOf } from './flow-coverage.js'
import { joinCourses, type FlowCourse } from './flow-course.js'
import { isTestOf } from './flow-files.js'
import { readThresholds } from './thresholds.js'

const course: FlowCourse = {
  possible: { states: ['ask', 'ask.asking', 'bye'], transitions: ['a', 'b', 'c'] },
  taken: { states: ['ask', 'ask.asking', 'bye'], transitions: ['a', 'c'] },
}

describe('what calls took of a flow', () => {
  it('is counted, and what they did not is named', () => {
    const { states, transitions } = coverageOf('cards', course, true)

    expect(states).toEqual({ takenCount: 3, possibleCount: 3, percent: 100, untaken: [] })
    expect(transitions).toMatchObject({ takenCount: 2, possibleCount: 3, untaken: ['b'] })
  })

  it('is one line a flow, with so many names', () => {
    const lines = coverageTable([coverageOf('cards', { ...course, taken: { states: ['ask'], transitions: [] } }, false, { states: 100, transitions: 85 }), coverageOf('pizza', course, true)], 3).split('\n')

    expect(lines.map((line) => line.trimEnd())).toEqual([
      'flow   states               transitions          asked for',
      'cards    33.3 %  1/3           0.0 %  0/3        100 % and 85 % of all tests, which did not all run and pass',
      '    state ask.asking',
      '    state bye',
      '    transition a',
      '    … and 2 more',
      'pizza   100.0 %  3/3          66.6 %  2/3        nothing',
      '    transition b',
    ])
  })

  it('is joined where several files call the flow', () => {
    const other: FlowCourse = { possible: course.possible, taken: { states: ['bye'], transitions: ['b'] } }

    expect(joinCourses([course, other])?.taken).toEqual({ states: ['ask', 'ask.asking', 'bye'], transitions: ['a', 'c', 'b'] })
    expect(joinCourses([])).toBeUndefined()
  })

  it('is too little below the threshold, and only where all tests ran', () => {
    const fall = (isWhole: boolean, transitions: number): string[] => shortfallsOf([coverageOf('cards', course, isWhole, { states: 100, transitions })])

    expect(fall(true, 67)).toEqual(['Flow "cards": 2 of 3 transitions are taken (66.6 %), 67 % are asked for: add conversations that take the others, or lower the threshold.'])
    expect([fall(true, 66), fall(false, 67)]).toEqual([[], []])
  })

  it('is nothing where no test calls the flow', () => {
    expect(shortfallsOf([coverageOf('cards', undefined, true, { states: 50, transitions: 0 })])).toHaveLength(1)
  })
})

it.each([
  ['cards.test.ts', true],
  ['/work/flows/cards.generated.test.mts', true],
  ['cards.test.js', true],
  ['cards.flow.json', false],
  ['cards-two.test.ts', false],
])('the tests of a flow are named after it: %s', (file, is) => {
  expect(isTestOf('cards', file)).toBe(is)
})

describe('the file of thresholds', () => {
  const write = (text: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'thresholds-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'coverage.json'), text)
    return join(folder, 'coverage.json')
  }

  it('holds two shares a flow', () => {
    expect(readThresholds(write('{ "cards": { "states": 100, "transitions": 85.5 } }'))).toEqual({ thresholds: { cards: { states: 100, transitions: 85.5 } } })
  })

  it.each(['{', '[]', '{ "cards": { "states": 101, "transitions": 85 } }', '{ "cards": { "states": 100 } }', '{ "cards": { "states": 1, "transitions": 1, "ways": 1 } }'])('is refused when it is %s', (text) => {
    expect(readThresholds(write(text))).toEqual({ problem: expect.stringMatching(/^FLOW_COVERAGE_INVALID: .*coverage\.json holds no thresholds/) as string })
  })

  it('is refused when it is not there', () => {
    expect(readThresholds('/nowhere/coverage.json')).toEqual({ problem: expect.stringMatching(/^FLOW_COVERAGE_INVALID: \/nowhere\/coverage\.json cannot be read/) as string })
  })
})
