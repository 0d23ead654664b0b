import { againPrompts, listeningState, nodeState, onTurn, retryState, tagActions, type NodeBuild } from '../../compile/build.js'
import { guard, type StateConfig, type TransitionConfig } from '../../compile/chart.js'
import { listenTemplate } from '../../compile/listen.js'
import { savedWords } from '../../compile/saved-words.js'
import { anyReply, type AskNode } from './schema.js'

const wayOutOfNoMatch = (node: AskNode, build: NodeBuild): string =>
  build.target('noMatch', node.noMatch.to ?? node.branches.find(({ on }) => on === anyReply)?.to)

export const compileAsk = (node: AskNode, build: NodeBuild): StateConfig => {
  const settings = build.settings(node.settings)
  const saves = savedWords(node, build)
  const toBranch = (branch: AskNode['branches'][number], index: number): TransitionConfig =>
    onTurn(build.target(`branches.${index}`, branch.to), [...saves, ...tagActions(branch.tags)])
  const branches = node.branches.map((branch, index) => ({ on: branch.on, transition: toBranch(branch, index) }))
  const any = branches.filter(({ on }) => on === anyReply).map(({ transition }) => ({ ...transition, guard: guard('someWords') }))
  const intents = branches.filter(({ on }) => on !== anyReply)
  const asking = listeningState(
    'asking',
    {
      prompt: build.prompt(node.prompt, node.interruptible),
      again: againPrompts(build, { noInput: node.noInput, noMatch: node.noMatch }, node.interruptible),
      listen: build.chart.listen(listenTemplate(settings, { speech: true })),
      expect: { intents: intents.map(({ on }) => build.intent(on)) },
      dropDigits: node.dropDigits,
    },
    {
      'utterance.understood': [
        ...intents.map(({ on, transition }) => ({ ...transition, guard: guard('intent', build.intent(on)) })),
        ...any,
        ...(saves.length === 0 ? [] : [onTurn('noMatch', saves)]),
      ],
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
    },
  })
}
