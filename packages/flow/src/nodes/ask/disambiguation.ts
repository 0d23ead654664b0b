import { builtInIntents } from '@callchart/protocol'
import { listeningState, onTurn, retryState, type NodeBuild } from '../../compile/build.js'
import { assignment, guard, type ActionConfig, type StateConfig, type TransitionConfig } from '../../compile/chart.js'
import { intentNames } from '../../compile/intent-names.js'
import { listenTemplate } from '../../compile/listen.js'
import { savedWords } from '../../compile/saved-words.js'
import type { FlowSettings } from '../../document/settings.js'
import type { AskNode } from './schema.js'

type Disambiguation = NonNullable<AskNode['disambiguation']>

/** One branch of an ask node that an intent takes. */
export interface IntentBranch {
  readonly on: string
  readonly to: string
  readonly tags: readonly ActionConfig[]
}

/** Where the question goes when either of two intents may be meant. */
export const ambiguousTransition = (branches: readonly IntentBranch[], build: NodeBuild): TransitionConfig =>
  onTurn('choosing', [assignment('takeChoice', { names: intentNames(branches.map(({ on }) => on), build) })])

/** Yes and no say nothing of which intent is meant; no means neither of the two. */
const isOwn = ({ on }: IntentBranch): boolean => !(builtInIntents as readonly string[]).includes(on)

/** Asks which of two intents was meant. Unanswered, it is as if the first question had not been: no input, or no match. */
export const choosingStates = (
  node: AskNode,
  { prompt, attempts }: Disambiguation,
  branches: readonly IntentBranch[],
  build: NodeBuild,
  settings: FlowSettings,
): Record<string, StateConfig> => {
  const saves = savedWords(node, build, 'saveChosen')
  const own = branches.filter(isOwn)
  return {
    choosing: listeningState(
      'choosing',
      {
        prompt: build.prompt(prompt, node.interruptible),
        listen: build.chart.listen(listenTemplate(settings, { speech: true })),
        expect: { intents: own.map(({ on }) => build.intent(on)), chooses: true },
        dropDigits: node.dropDigits,
      },
      {
        'utterance.understood': [
          ...own.map(({ on, to, tags }) => ({ ...onTurn(to, [...saves, ...tags]), guard: guard('intent', build.intent(on)) })),
          { ...onTurn('noMatch'), guard: guard('intent', 'deny') },
        ],
      },
      'choiceSilent',
      'choiceUnclear',
    ),
    choiceSilent: retryState('choice', attempts, 'choosing', 'noInput'),
    choiceUnclear: retryState('choice', attempts, 'choosing', 'noMatch'),
  }
}
