import { againPrompts, listeningState, nodeState, onTurn, retryState, tagActions, type NodeBuild } from '../../compile/build.js'
import { guard, type ActionConfig, type GuardConfig, type StateConfig, type TransitionConfig } from '../../compile/chart.js'
import { listenTemplate } from '../../compile/listen.js'
import { savedWords } from '../../compile/saved-words.js'
import type { MenuNode } from './schema.js'

type Choice = MenuNode['choices'][number]

const choiceTransitions = (
  node: MenuNode,
  build: NodeBuild,
  guardOf: (choice: Choice) => GuardConfig | undefined,
  saves: readonly ActionConfig[] = [],
): TransitionConfig[] =>
  node.choices.flatMap((choice, index) => {
    const own = guardOf(choice)
    return own === undefined ? [] : [{ ...onTurn(build.target(`choices.${index}`, choice.to), [...saves, ...tagActions(choice.tags)]), guard: own }]
  })

export const compileMenu = (node: MenuNode, build: NodeBuild): StateConfig => {
  const settings = build.settings(node.settings)
  const noMatchOut = build.target('noMatch', node.noMatch.to)
  const asking = listeningState(
    'asking',
    {
      prompt: build.prompt(node.prompt, node.interruptible),
      again: againPrompts(
        build,
        { noInput: node.noInput, noMatch: node.noMatch, invalidDigit: node.invalidDigit ?? node.noMatch },
        node.interruptible,
      ),
      listen: build.chart.listen(
        listenTemplate(settings, {
          speech: true,
          ...(node.choices.some(({ digit }) => digit !== undefined) ? { digits: { minCount: 1, maxCount: 1, terminator: false } } : {}),
        }),
      ),
      expect: { intents: node.choices.flatMap(({ on }) => (on === undefined ? [] : [build.intent(on)])), ...build.ownKeys(node.choices.map(({ digit }) => digit)) },
      dropDigits: node.dropDigits,
    },
    {
      'digits.entered': [
        ...choiceTransitions(node, build, ({ digit }) => (digit === undefined ? undefined : guard('digit', { digit }))),
        onTurn('invalidDigit'),
      ],
      'utterance.understood': [
        ...choiceTransitions(
          node,
          build,
          ({ on }) => (on === undefined ? undefined : guard('intent', build.intent(on))),
          savedWords({ saveSlots: node.saveSlots }, build),
        ),
      ],
    },
    'noInput',
    'noMatch',
  )
  const invalidAttempts = node.invalidDigit?.attempts ?? node.noMatch.attempts ?? settings.noMatchAttempts
  return nodeState(node, {
    initial: 'asking',
    states: {
      asking,
      noInput: retryState('noInput', node.noInput.attempts ?? settings.noInputAttempts, 'asking', build.target('noInput', node.noInput.to)),
      noMatch: retryState('noMatch', node.noMatch.attempts ?? settings.noMatchAttempts, 'asking', noMatchOut),
      invalidDigit: retryState(
        'invalidDigit',
        invalidAttempts,
        'asking',
        node.invalidDigit?.to === undefined ? noMatchOut : build.target('invalidDigit', node.invalidDigit.to),
      ),
    },
  })
}
