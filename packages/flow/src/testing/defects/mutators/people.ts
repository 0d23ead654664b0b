import type { NodeInput } from '../../driven-chart.js'
import type { LibraryFlow } from '../library-flow.js'
import { among, connectedBy, drawnFrom, freeId, inserted, nodesOf, questionsOf, redirected, says, startOf, withDocument, withNewNodes, withNode } from './edit.js'
import type { Mutator } from './mutator.js'

/** Nobody is asked for any more; nor does a caller get back to a question at which somebody was. */
const withoutHuman = (flow: LibraryFlow, dice: { comes: (chance: number) => boolean }): LibraryFlow => {
  const { human, complaint, displeasure, goBack: _goBack, ...others } = flow.document.keyIntents
  const off = <Leading extends { enabled: boolean } | undefined>(leading: Leading): Leading => (leading === undefined ? leading : { ...leading, enabled: false })
  const disabled = dice.comes(0.5)
  const rest = disabled
    ? { ...(human === undefined ? {} : { human: off(human) }), ...(complaint === undefined ? {} : { complaint: off(complaint) }), ...(displeasure === undefined ? {} : { displeasure: off(displeasure) }) }
    : {}
  return withDocument(flow, { keyIntents: { ...others, ...rest } })
}

const goodbyeOf = (flow: LibraryFlow): string | undefined => {
  const drawn = drawnFrom(flow, [startOf(flow)?.id ?? ''])
  return nodesOf(flow, 'hangup').find(({ id, prompt, doNotCall }) => prompt !== undefined && !doNotCall && drawn.has(id))?.id
}

/** Callers who need a human, and callers whom nobody can take. */
export const peopleMutators: readonly Mutator[] = [
  {
    name: 'question-without-a-human',
    family: 'noWayToHuman',
    meaning: 'At the last question, whatever the caller says, nobody can be reached any more.',
    mutate: (flow, dice) => {
      const goodbye = goodbyeOf(flow)
      if (goodbye === undefined || nodesOf(flow, 'transfer').length === 0) return undefined
      const id = freeId(flow, 'rating')
      const question: NodeInput = { id, kind: 'menu', name: 'Rating', prompt: says(flow, 'Were you satisfied? Press 1 for yes, 2 for no.', '您满意吗？满意请按1，不满意请按2。'), choices: [{ digit: '1', on: 'affirm', to: goodbye }, { digit: '2', on: 'deny', to: goodbye }], noInput: { attempts: 1, to: goodbye }, noMatch: { attempts: 1, to: goodbye } }
      const changed = inserted(flow, goodbye, [question])
      return { flow: withoutHuman(withDocument(changed, { auxiliary: [] }), dice), nodes: [id], evidence: { type: 'noHumanFrom', node: id } }
    },
  },
  {
    name: 'no-human-anywhere',
    family: 'noWayToHuman',
    meaning: 'Asking for a human is switched off, and every other way to one leads to the goodbye.',
    mutate: (flow, dice) => {
      const goodbye = goodbyeOf(flow)
      const transfers = nodesOf(flow, 'transfer')
      const question = questionsOf(flow)[0]
      if (goodbye === undefined || transfers.length === 0 || question === undefined) return undefined
      const changed = transfers.reduce((each, { id }) => redirected(each, id, goodbye), withoutHuman(flow, dice))
      const without = withDocument(changed, { nodes: changed.document.nodes.filter(({ kind }) => kind !== 'transfer') })
      return { flow: without, nodes: questionsOf(flow).map(({ id }) => id), evidence: { type: 'noHumanFrom', node: question.id } }
    },
  },
  {
    name: 'human-only-by-key-intent-that-is-off',
    family: 'noWayToHuman',
    meaning: 'The only way to a human was to ask for one, and that is switched off: the queue is drawn but nobody comes to it.',
    mutate: (flow) => {
      const goodbye = goodbyeOf(flow)
      const transfers = nodesOf(flow, 'transfer')
      const { human, complaint, displeasure, ...others } = flow.document.keyIntents
      const question = questionsOf(flow)[0]
      if (goodbye === undefined || human === undefined || question === undefined) return undefined
      const changed = transfers.reduce((each, { id }) => redirected(each, id, goodbye), flow)
      const kept = { ...others, human: { ...human, enabled: false }, ...(complaint === undefined ? {} : { complaint: { ...complaint, enabled: false } }), ...(displeasure === undefined ? {} : { displeasure: { ...displeasure, enabled: false } }) }
      return { flow: withDocument(changed, { keyIntents: kept }), nodes: questionsOf(flow).map(({ id }) => id), evidence: { type: 'noHumanFrom', node: question.id } }
    },
  },
  {
    name: 'hung-up-when-nobody-answers',
    family: 'transferFailure',
    meaning: 'Nobody takes the call, and the line goes dead without a word.',
    mutate: (flow, dice) => {
      const drawn = drawnFrom(flow)
      const transfer = among(dice, nodesOf(flow, 'transfer'), ({ id }) => drawn.has(id))
      if (transfer === undefined) return undefined
      const id = freeId(flow, 'over')
      const changed = connectedBy(transfer, dice.pick(['busy', 'noAnswer', 'failed']), id)
      return { flow: withNewNodes(withNode(flow, changed), { id, kind: 'hangup', name: 'Over' }), nodes: [id, transfer.id], evidence: { type: 'leavesUntold', transfer: transfer.id } }
    },
  },
  {
    name: 'asks-after-the-call',
    family: 'afterCall',
    meaning: 'When the caller has gone the flow still asks something: nobody is there to hear it.',
    mutate: (flow) => {
      const id = freeId(flow, 'survey')
      const over = freeId(flow, 'afterwards')
      const next = flow.document.onHangup ?? over
      const question: NodeInput = { id, kind: 'ask', name: 'How was it?', prompt: says(flow, 'How was your call?', '您对这次通话满意吗？'), branches: [{ on: 'anyReply', to: next }], noInput: { to: next } }
      const added = withNewNodes(flow, question, ...(flow.document.onHangup === undefined ? [{ id: over, kind: 'hangup' as const, name: 'Over' }] : []))
      return { flow: withDocument(added, { onHangup: id }), nodes: [id], evidence: { type: 'speaksAfterCall' } }
    },
  },
  {
    name: 'speaks-after-the-call',
    family: 'afterCall',
    meaning: 'When the caller has gone the flow still says something.',
    mutate: (flow) => {
      const id = freeId(flow, 'thanks')
      const over = freeId(flow, 'afterwards')
      const next = flow.document.onHangup ?? over
      const say: NodeInput = { id, kind: 'say', name: 'Thanks', prompt: says(flow, 'Thank you for your call.', '感谢您的来电。'), interruptible: false, next }
      const added = withNewNodes(flow, say, ...(flow.document.onHangup === undefined ? [{ id: over, kind: 'hangup' as const, name: 'Over' }] : []))
      return { flow: withDocument(added, { onHangup: id }), nodes: [id], evidence: { type: 'speaksAfterCall' } }
    },
  },
]
