import { againPrompts, listeningState, nodeState, onTurn, retryState, tagActions, type NodeBuild } from '../../compile/build.js'
import { assignment, guard, perform, targetOf, type ActionConfig, type EventConfig, type StateConfig, type TransitionConfig } from '../../compile/chart.js'
import { listenTemplate } from '../../compile/listen.js'
import { speechVoices } from '../../compile/template.js'
import type { KnowledgeNode } from './schema.js'

/** What is heard in every turn of the node beside its branches; a branch of the same name goes before it. */
const ownAnswers = { deny: 'next', refuse: 'next', affirm: 'goAhead' } as const
type OwnAnswer = keyof typeof ownAnswers

const ownAnswersOf = ({ branches }: KnowledgeNode): OwnAnswer[] =>
  (Object.keys(ownAnswers) as OwnAnswer[]).filter((name) => !branches.some(({ on }) => on === name))

const toOwn = (node: KnowledgeNode, build: NodeBuild, name: OwnAnswer): string =>
  ownAnswers[name] === 'next' ? build.target('next', node.next) : ownAnswers[name]

/** Whatever is said in words and leads nowhere else is a question. */
const heard = (node: KnowledgeNode, build: NodeBuild): EventConfig => {
  const asks: TransitionConfig = { guard: guard('someWords'), target: 'asked' }
  return {
    'utterance.understood': [
      ...node.branches.map((branch, index) => ({
        ...onTurn(build.target(`branches.${index}`, branch.to), tagActions(branch.tags)),
        guard: guard('intent', build.intent(branch.on)),
      })),
      ...ownAnswersOf(node).map((name) => ({ guard: guard('intent', name), target: toOwn(node, build, name) })),
      asks,
    ],
    'value.understood': [asks],
    'utterance.not-understood': [asks],
  }
}

const appendTurn = (then?: 'listen' | 'finish'): ActionConfig => perform({ type: 'turn.append', ...(then === undefined ? {} : { then }) })
const closeTurn = (then: 'listen' | 'finish'): ActionConfig => perform({ type: 'turn.append', then, bare: true })

/** A state that lasts so long at most; its timer ends with it. */
const timed = (ms: number, elapsed: TransitionConfig, on: EventConfig): StateConfig => ({
  entry: [assignment('beginTimer'), perform({ type: 'timer.start', ms })],
  exit: [perform({ type: 'timer.cancel' }), assignment('endTimer')],
  on: { ...on, 'timer.elapsed': [{ ...elapsed, guard: guard('timer') }] },
})

/** Everything that was to be said is heard; then the node goes on. */
const closing = (target: string): StateConfig => ({ on: { 'turn.*': [{ guard: guard('turnOver'), target }] } })

const fillerOf = (node: KnowledgeNode, build: NodeBuild) => {
  const afterMs = node.fillerAfterMs ?? build.document.settings.fillerAfterMs
  return node.filler === undefined || afterMs === 0 || afterMs >= node.deadlineMs ? undefined : { afterMs, prompt: build.prompt(node.filler, true) }
}

/** From the question to the whole answer: thinking, with a word when that is slow, then speaking. */
const openStates = (node: KnowledgeNode, build: NodeBuild, place: (state: string) => string): StateConfig => {
  const failed = { target: place('failing'), actions: [closeTurn('finish')] }
  const sentence = [assignment('appendSentence', { voices: speechVoices(build.speech), inFull: !node.interruptible }), appendTurn()]
  const begins: EventConfig = { 'knowledge.sentence': [{ guard: guard('sentence'), target: 'speaking', actions: sentence }] }
  const filler = fillerOf(node, build)
  const says = filler === undefined ? [] : [assignment('appendPrompt', { prompt: filler.prompt, aside: true }), appendTurn()]
  const answers = Object.fromEntries(node.faq.map(({ id, answer }) => [id, build.prompt(answer, node.interruptible)]))
  const answered = node.source === 'llm' ? [] : [assignment('appendAnswer', { answers }), appendTurn()]
  return {
    initial: 'thinking',
    on: {
      'knowledge.answered': [{ guard: guard('question'), target: place('answered'), actions: answered }],
      'knowledge.failed': [{ guard: guard('noAnswer'), target: place('unanswered'), actions: [closeTurn('finish')] }, { ...failed, guard: guard('question') }],
    },
    states: {
      thinking: filler === undefined ? timed(node.deadlineMs, failed, begins) : timed(filler.afterMs, { target: 'slow', actions: says }, begins),
      ...(filler === undefined ? {} : { slow: timed(node.deadlineMs - filler.afterMs, failed, begins) }),
      speaking: timed(node.answerMs, failed, { 'knowledge.sentence': [{ guard: guard('sentence'), actions: sentence }] }),
    },
  }
}

const answeringStates = (node: KnowledgeNode, build: NodeBuild): Record<string, StateConfig> => {
  const more = node.more === undefined ? [closeTurn('listen')] : [assignment('appendPrompt', { prompt: build.prompt(node.more, node.interruptible) }), appendTurn('listen')]
  return {
    open: openStates(node, build, (state) => targetOf(`${node.id}.answering.${state}`)),
    answered: {
      always: [
        { guard: guard('questionsLeft', { limit: node.turnLimit }), target: 'listening', actions: more },
        { target: 'finishing', actions: [closeTurn('finish')] },
      ],
    },
    listening: {},
    finishing: closing(build.target('next', node.next)),
    unanswered: closing(targetOf(`${node.id}.noAnswer`)),
    failing: closing(build.target('fallback', node.fallback)),
  }
}

/**
 * The answer is spoken in one turn that is open from the question on: the caller may cut it at any time by whatever is heard here. Whoever
 * comes back from elsewhere comes back to the state `asking`: nothing is asked for the caller a second time.
 */
export const compileKnowledge = (node: KnowledgeNode, build: NodeBuild): StateConfig => {
  const settings = build.settings(node.settings)
  const listen = build.chart.listen(listenTemplate(settings, { speech: true }))
  const expect = { intents: [...node.branches.map(({ on }) => build.intent(on)), ...ownAnswersOf(node)], value: { type: 'text' } }
  const hears = heard(node, build)
  const { noInput, noMatch, noAnswer } = node
  const again = againPrompts(build, { noInput, noMatch, noAnswer }, node.interruptible)
  const asking = listeningState('asking', { prompt: build.prompt(node.prompt, node.interruptible), again, listen, expect }, hears, 'noInput', 'noMatch')
  const answering = listeningState('asking', { listen, expect, open: true }, hears, 'noInput', 'noMatch')
  const instructions = node.instructions === undefined ? {} : { instructions: build.text(node.instructions) }
  const ask = perform({ type: 'knowledge.ask', source: node.source, leastConfidence: node.leastConfidence, ...instructions })
  return nodeState(node, {
    initial: 'asking',
    states: {
      asking,
      goAhead: { always: [{ target: 'asking' }] },
      asked: {
        always: [{ guard: guard('questionsLeft', { limit: node.turnLimit }), target: 'answering' }, { target: build.target('next', node.next) }],
      },
      answering: {
        ...answering,
        entry: [assignment('beginQuestion'), ...(answering.entry ?? []), ask],
        exit: [...(answering.exit ?? []), assignment('endQuestion')],
        initial: 'open',
        states: answeringStates(node, build),
      },
      noInput: retryState('noInput', noInput.attempts ?? settings.noInputAttempts, 'asking', build.target('noInput', noInput.to)),
      noMatch: retryState('noMatch', noMatch.attempts ?? settings.noMatchAttempts, 'asking', build.target('noMatch', noMatch.to)),
      noAnswer: retryState('noAnswer', noAnswer.attempts, 'asking', build.target('fallback', node.fallback)),
    },
  })
}
