import { expect, it } from 'vitest'
import { DrivenChart, flowOf, say } from '../../fixtures/driven-chart.js'
import type { FlowDocumentInput } from '../../document/schema.js'

type MenuInput = Extract<FlowDocumentInput['nodes'][number], { kind: 'menu' }>

const menu = (rest: Partial<MenuInput> = {}): DrivenChart =>
  new DrivenChart(
    flowOf(
      [
        {
          id: 'menu',
          kind: 'menu',
          name: 'Menu',
          prompt: say('One or two?'),
          choices: [
            { digit: '1', on: 'tea', tags: ['tea'], to: 'tea' },
            { digit: '2', to: 'coffee' },
            { on: 'water', to: 'water' },
          ],
          noInput: { attempts: 1, prompts: say('Hello?'), to: 'silent' },
          noMatch: { attempts: 1, prompts: say('Pardon?'), to: 'lost' },
          invalidDigit: { attempts: 1, prompts: say('Not that key.'), to: 'wrong' },
          ...rest,
        },
        ...['tea', 'coffee', 'water', 'silent', 'lost', 'wrong'].map((id) => ({ id, kind: 'hangup' as const, name: id })),
      ],
      { intents: { tea: { name: 'Tea' }, water: { name: 'Water' } } },
    ),
  ).start()

it('takes one digit a choice, without a terminator, and speech beside it', () => {
  const { listen, expect: expected } = menu().effect('turn.start')

  expect(listen?.digits).toEqual({ minCount: 1, maxCount: 1, interDigitTimeoutMs: 3_000, terminatorTimeoutMs: 1_000 })
  expect(listen?.speech).toBe(true)
  expect(expected?.intents).toEqual(['tea', 'water'])
})

it('takes a choice by key or by voice', () => {
  expect(menu().presses('1').path).toBe('tea.hangingUp')
  expect(menu().says('tea').effect('call.tag').tag).toBe('tea')
  expect(menu().presses('2').path).toBe('coffee.hangingUp')
  expect(menu().says('water').path).toBe('water.hangingUp')
})

it('has prompts and ways out of its own for a wrong key, wrong words and silence', () => {
  expect(menu().presses('9').spoken).toEqual(['Not that key.'])
  expect(menu().presses('9').effect('turn.start').clearTypeAhead).toBe(true)
  expect(menu().presses('9').presses('12').path).toBe('wrong.hangingUp')
  expect(menu().mumbles().spoken).toEqual(['Pardon?'])
  expect(menu().mumbles().says('coffee').path).toBe('lost.hangingUp')
  expect(menu().keepsSilent().spoken).toEqual(['Hello?'])
  expect(menu().keepsSilent().turnFails().path).toBe('silent.hangingUp')
})

it('treats a wrong key as no match where it has no way of its own', () => {
  const call = new DrivenChart(
    flowOf([
      {
        id: 'menu',
        kind: 'menu',
        name: 'Menu',
        prompt: say('One?'),
        choices: [{ digit: '1', to: 'goodbye' }],
        noInput: { to: 'goodbye' },
        noMatch: { attempts: 1, prompts: say('Pardon?'), to: 'goodbye' },
      },
    ]),
  ).start()

  expect(call.presses('5').spoken).toEqual(['Pardon?'])
  expect(call.presses('5').path).toBe('goodbye.speaking')
})

it('keeps the values that were said with a choice, and none with a key', () => {
  const asking = () =>
    new DrivenChart(
      flowOf(
        [
          {
            id: 'menu',
            kind: 'menu',
            name: 'Menu',
            prompt: say('Tea or water?'),
            choices: [{ digit: '1', on: 'tea', to: 'goodbye' }, { on: 'water', to: 'goodbye' }],
            saveSlots: { size: 'size' },
            noInput: { to: 'goodbye' },
            noMatch: { to: 'goodbye' },
          },
        ],
        { intents: { tea: { name: 'Tea', slots: { size: { type: 'number' } } }, water: { name: 'Water' } }, variables: { size: { type: 'number' } } },
      ),
    ).start()

  const call = asking()
  call.take({ type: 'utterance.understood', turnId: call.id('turnId'), text: 'three teas', intent: 'tea', confidence: 0.9, slots: { size: 3 } })

  expect(call.variables.size).toBe(3)
  expect(asking().says('water').variables.size).toBe(0)
  expect(asking().presses('1').variables.size).toBe(0)
})

it('listens for no keys where no choice has one', () => {
  expect(menu({ choices: [{ on: 'tea', to: 'tea' }] }).effect('turn.start').listen).not.toHaveProperty('digits')
})
