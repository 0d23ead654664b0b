import { againPrompts, listeningState, nodeState, onTurn, retryState, tagActions, type NodeBuild } from '../../compile/build.js'
import { guard, type StateConfig, type TransitionConfig } from '../../compile/chart.js'
import { listenTemplate } from '../../compile/listen.js'
import { savedWords } from '../../compile/saved-words.js'
import { ambiguousTransition, choosingStates, type IntentBranch } from './disambiguation.js'
import { anyReply, type AskNode } from './schema.js'

const wayOutOfNoMatch = (node: AskNode, build: NodeBuild): string =>
  build.target('noMatch', node.noMatch.to ?? node.branches.find(({ on }) => on === anyReply)?.to)

export const compileAsk = (node: AskNode, build: NodeBuild): StateConfig => {
  const settings = build.settings(node.settings)
  const saves = savedWords(node, build)
  const branches = node.branches.map(({ on, to, tags }, index): IntentBranch => ({ on, to: build.target(`branches.${index}`, to), tags: tagActions(tags) }))
  const toBranch = ({ to, tags }: IntentBranch): TransitionConfig => onTurn(to, [...saves, ...tags])
  const any = branches.filter(({ on }) => on === anyReply).map((branch) => ({ ...toBranch(branch), guard: guard('someWords') }))
  const intents = branches.filter(({ on }) => on !== anyReply)
  const asking = listeningState(
    'asking',
    {
      prompt: build.prompt(node.prompt, node.interruptible),
      again: againPrompts(build, { noInput: node.noInput, noMatch: node.noMatch }, node.interruptible),
      listen: build.chart.listen(listenTemplate(settings, { speech: true })),
      expect: { intents: intents.map(({ on }) => build.intent(on)), ...(node.disambiguation === undefined ? {} : { disambiguates: true }) },
      dropDigits: node.dropDigits,
    },
    {
      'utterance.understood': [
        ...intents.map((branch) => ({ ...toBranch(branch), guard: guard('intent', build.intent(branch.on)) })),
        ...any,
        ...(saves.length === 0 ? [] : [onTurn('noMatch', saves)]),
      ],
      ...(node.disambiguation === undefined ? {} : { 'utterance.ambiguous': [ambiguousTransition(intents, build)] }),
      ...(any.length + saves.length === 0
        ? {}
        : { 'utterance.not-understood': [...any, ...(saves.length === 0 ? [] : [onTurn('noMatch', saves)])] }),
    },
    'noInput',
    'noMatch',
  )
  return nodeState(node, {
    initial: 'asking',
    states: {
      asking,
      noInput: retryState('noInput', node.noInput.attempts ?? settings.noInputAttempts, 'asking', build.target('noInput', node.noInput.to)),
      noMatch: retryState('noMatch', node.noMatch.attempts ?? settings.noMatchAttempts, 'asking', wayOutOfNoMatch(node, build)),
      ...(node.disambiguation === undefined ? {} : choosingStates(node, node.disambiguation, intents, build, settings)),
    },
  })
}
