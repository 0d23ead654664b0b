import { againPrompts, listeningState, nodeState, onTurn, retryState, type NodeBuild, type TurnOptions } from '../../compile/build.js'
import { assignment, guard, type ActionConfig, type EventConfig, type StateConfig, type TransitionConfig } from '../../compile/chart.js'
import { listenTemplate } from '../../compile/listen.js'
import type { FlowSettings } from '../../document/settings.js'
import type { ValueRule } from '../../machine/collected.js'
import { ownKeysOf } from './own-keys.js'
import { isKeyed, type CollectNode } from './schema.js'

type Confirm = NonNullable<CollectNode['confirm']>

const expected = (node: CollectNode) => {
  const { valueType, minCount, maxCount, choices } = node
  if (valueType === 'choice') return { type: valueType, choices: choices.map(({ id, words }) => ({ id, words })) }
  return valueType === 'digits' ? { type: valueType, minCount, maxCount } : { type: valueType }
}

/** A date is YYYYMMDD, a range of dates two of them, and a time HHMM; a choice is one key; an identity number has eighteen keys at most. */
const keyCountOf = ({ valueType, maxCount }: CollectNode): number => {
  if (valueType === 'date') return 8
  if (valueType === 'dateRange') return 16
  if (valueType === 'choice') return 1
  if (valueType === 'time') return 4
  return valueType === 'idNumber' ? Math.min(18, maxCount) : maxCount
}

/** Keys stand for digits of a value; what is only said has none. */
const keysOf = (node: CollectNode) => {
  if (!isKeyed(node)) return undefined
  return {
    minCount: node.valueType === 'digits' ? node.minCount : 1,
    maxCount: keyCountOf(node),
    terminator: true,
  }
}

const listenTo = (node: CollectNode, build: NodeBuild, settings: FlowSettings, digits = keysOf(node)) =>
  build.chart.listen(listenTemplate(settings, {
    speech: node.input !== 'keys',
    digits,
    spokenDigits: node.valueType === 'digits' && node.input !== 'keys' ? { minCount: node.minCount, maxCount: node.maxCount } : undefined,
  }))

const ruleOf = (node: CollectNode, build: NodeBuild): ValueRule => ({
  valueType: node.valueType,
  minCount: node.minCount,
  maxCount: node.maxCount,
  validation: node.validation === undefined ? null : build.expression(node.validation),
  ...(node.valueType === 'choice'
    ? { choices: node.choices.map(({ id, digit }) => ({ id, ...(digit === undefined ? {} : { digit }) })) }
    : {}),
})

const askingState = (node: CollectNode, build: NodeBuild, settings: FlowSettings): StateConfig => {
  const { prompt, invalid = node.noMatch, confirm } = node
  const turn: TurnOptions = {
    prompt: build.prompt(prompt, node.interruptible),
    again: {
      ...againPrompts(build, { noInput: node.noInput, noMatch: node.noMatch, invalid }, node.interruptible),
      ...(confirm?.correction === undefined ? {} : { denied: build.prompt(confirm.correction, node.interruptible) }),
    },
    listen: listenTo(node, build, settings),
    expect: { intents: [], value: expected(node), ...build.ownKeys(ownKeysOf(node, settings.terminator)) },
    dropDigits: node.dropDigits,
    sensitive: build.isSensitive(node.variable),
  }
  const outcomes: EventConfig = {
    'value.understood': [onTurn('checking')],
    'digits.entered': [onTurn('checking')],
  }
  return listeningState('asking', turn, outcomes, 'noInput', 'noMatch')
}

/** Reads what was said or typed, whichever question it answers. */
const checkingState = (node: CollectNode, build: NodeBuild, take: ActionConfig, keep: ActionConfig): StateConfig => ({
  entry: [take],
  always: [
    node.confirm
      ? { guard: guard('outcome', { outcome: 'valid' }), target: 'confirming' }
      : { guard: guard('outcome', { outcome: 'valid' }), target: build.target('next', node.next), actions: [keep] },
    { guard: guard('outcome', { outcome: 'invalid' }), target: 'invalid' },
    { target: 'noMatch' },
  ],
})

const digitTransition = (digit: string | undefined, transition: TransitionConfig): TransitionConfig[] =>
  digit === undefined ? [] : [{ ...transition, guard: guard('digit', { digit }) }]

const confirmOutcomes = (node: CollectNode, confirm: Confirm, build: NodeBuild, keep: ActionConfig): EventConfig => {
  const affirmed = onTurn(build.target('next', node.next), [keep])
  const denied = onTurn('denied')
  const corrected = onTurn('corrected')
  return {
    'utterance.understood': [
      { ...affirmed, guard: guard('intent', 'affirm') },
      { ...denied, guard: guard('intent', 'deny') },
    ],
    'value.understood': [corrected],
    'digits.entered': [...digitTransition(confirm.affirmDigit, affirmed), ...digitTransition(confirm.denyDigit, denied), corrected],
  }
}

/** A read-back forgets earlier keys; a value said or typed instead of yes or no is a correction and is read back again. */
const confirmStates = (
  node: CollectNode,
  confirm: Confirm,
  build: NodeBuild,
  settings: FlowSettings,
  keep: ActionConfig,
): Record<string, StateConfig> => {
  const own = keysOf(node)
  const keys = own ?? { minCount: 1, maxCount: 1, terminator: false }
  const listensToKeys = own !== undefined || confirm.affirmDigit !== undefined || confirm.denyDigit !== undefined
  const again = againPrompts(build, { confirm }, node.interruptible)
  const { attempts } = confirm
  const noMatchOut = build.target('noMatch', node.noMatch.to)
  const retry = (target: string, wayOut: string, reason = 'confirm'): StateConfig => retryState(reason, attempts, target, wayOut)
  return {
    confirming: listeningState(
      'confirming',
      {
        prompt: build.prompt(confirm.prompt, node.interruptible),
        again,
        listen: listenTo(node, build, settings, listensToKeys ? { ...keys, minCount: 1 } : undefined),
        expect: {
          intents: ['affirm', 'deny'],
          value: expected(node),
          confirms: true,
          ...build.ownKeys([...ownKeysOf(node, settings.terminator), confirm.affirmDigit, confirm.denyDigit]),
        },
        clearTypeAhead: true,
        dropDigits: node.dropDigits,
        sensitive: build.isSensitive(node.variable),
      },
      confirmOutcomes(node, confirm, build, keep),
      'confirmNoInput',
      'confirmNoMatch',
    ),
    confirmNoInput: retry('confirming', build.target('noInput', node.noInput.to)),
    confirmNoMatch: retry('confirming', noMatchOut),
    denied: retry('asking', noMatchOut, 'denied'),
    corrected: retry('checking', noMatchOut, 'corrected'),
  }
}

/** What an intent brought along is taken as if it had been said here: what does not pass is asked for. */
const keptStates = (node: CollectNode, build: NodeBuild, rule: ValueRule): Record<string, StateConfig> => {
  const variable = build.variable(node.variable)
  const filled = guard('filled', { variable: variable.name, initial: build.initial(node.variable) })
  const taken = guard('outcome', { outcome: 'valid' })
  return {
    entering: { always: [{ guard: filled, target: 'kept', actions: [assignment('takeKept', { ...rule, variable })] }, { target: 'asking' }] },
    kept: { always: [{ guard: taken, target: node.confirm ? 'confirming' : build.target('next', node.next) }, { target: 'asking' }] },
  }
}

export const compileCollect = (node: CollectNode, build: NodeBuild): StateConfig => {
  const settings = build.settings(node.settings)
  const rule = ruleOf(node, build)
  const take = assignment('takeValue', rule)
  const keep = assignment('keepValue', { variable: build.variable(node.variable) })
  const noMatchOut = build.target('noMatch', node.noMatch.to)
  const noMatchAttempts = node.noMatch.attempts ?? settings.noMatchAttempts
  return nodeState(node, {
    initial: node.onlyIfMissing ? 'entering' : 'asking',
    states: {
      ...(node.onlyIfMissing ? keptStates(node, build, rule) : {}),
      asking: askingState(node, build, settings),
      checking: checkingState(node, build, take, keep),
      noInput: retryState('noInput', node.noInput.attempts ?? settings.noInputAttempts, 'asking', build.target('noInput', node.noInput.to)),
      noMatch: retryState('noMatch', noMatchAttempts, 'asking', noMatchOut),
      invalid: retryState(
        'invalid',
        node.invalid?.attempts ?? noMatchAttempts,
        'asking',
        node.invalid?.to === undefined ? noMatchOut : build.target('invalid', node.invalid.to),
      ),
      ...(node.confirm === undefined ? {} : confirmStates(node, node.confirm, build, settings, keep)),
    },
  })
}
