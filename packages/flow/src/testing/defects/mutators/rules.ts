import type { NodeInput } from '../../driven-chart.js'
import type { FlowNode, NodeOf } from '../../../nodes/schemas.js'
import type { LibraryFlow } from '../library-flow.js'
import { among, connectedBy, freeId, inserted, marked, nodeOfId, nodesOf, redirected, sayInput, says, startOf, withDocument, withNewNodes, withNode, withNodes } from './edit.js'
import type { Mutated, Mutator } from './mutator.js'

const identityOf = (flow: LibraryFlow): NodeOf<'say'> | undefined => marked(flow, 'identity').find((node) => node.kind === 'say')

/** The question whether the call may be recorded, and the nodes behind its yes. */
const consentOf = (flow: LibraryFlow) => {
  const question = marked(flow, 'consent').find((node) => node.kind === 'menu' || node.kind === 'ask')
  const record = nodesOf(flow, 'record').find(({ action }) => action === 'start')
  const set = nodesOf(flow, 'set').find(({ assign }) => assign.some(({ variable, value }) => variable === record?.consent && value === 'true'))
  return question === undefined || record?.consent === undefined || set === undefined ? undefined : { question, record, consent: record.consent, set }
}

const wayOf = (node: FlowNode, intent: string): string | undefined => {
  const list = node.kind === 'menu' ? node.choices : node.kind === 'ask' ? node.branches : []
  const index = list.findIndex(({ on }) => on === intent)
  return index === -1 ? undefined : `${node.kind === 'menu' ? 'choices' : 'branches'}.${index}`
}

const consentDefect = (flow: LibraryFlow, nodes: readonly string[], question: string): Mutated => ({ flow, nodes, evidence: { type: 'recordsWithoutYes', question } })

const orderOf = (flow: LibraryFlow) => {
  const price = marked(flow, 'price').find((node) => node.kind === 'say')
  const agreement = marked(flow, 'agreement').find((node) => node.kind === 'ask' || node.kind === 'menu')
  const yes = agreement === undefined ? undefined : wayOf(agreement, 'affirm')
  return price?.next === undefined || agreement === undefined || yes === undefined ? undefined : { price, agreement, yes }
}

const pauseOf = (flow: LibraryFlow) => {
  const pause = nodesOf(flow, 'record').find(({ action }) => action === 'pause' || action === 'stop')
  const card = marked(flow, 'sensitive').find((node) => node.kind === 'collect')
  return pause?.next === undefined || card === undefined ? undefined : { pause, next: pause.next, card }
}

const farewells = (flow: LibraryFlow): NodeOf<'hangup'>[] => nodesOf(flow, 'hangup').filter(({ prompt, doNotCall }) => prompt !== undefined && !doNotCall)

const withoutPrompt = ({ prompt: _prompt, ...node }: NodeOf<'hangup'>): NodeOf<'hangup'> => node

const optOutOf = (flow: LibraryFlow): NodeOf<'hangup'> | undefined => {
  const node = nodeOfId(flow, flow.document.keyIntents.doNotCall?.to)
  return node?.kind === 'hangup' ? node : undefined
}

const yesOrNo = (flow: LibraryFlow, id: string, english: string, chinese: string, to: string): NodeInput => ({
  id,
  kind: 'ask',
  name: english,
  prompt: says(flow, english, chinese),
  branches: [{ on: 'affirm', to }, { on: 'deny', to }],
  noInput: { attempts: 1, to },
  noMatch: { attempts: 1, to },
})

/** What the business has promised to do in every call. */
export const ruleMutators: readonly Mutator[] = [
  {
    name: 'greeting-behind-the-first-question',
    family: 'rule:identity',
    meaning: 'We ask the person something before we say who calls.',
    mutate: (flow) => {
      const greeting = identityOf(flow)
      const start = startOf(flow)
      if (greeting === undefined || start?.next !== greeting.id) return undefined
      const id = freeId(flow, 'hello')
      const changed = withNewNodes(withNode(flow, { ...start, next: id }), yesOrNo(flow, id, 'Hello, can you hear me?', '喂，听得到吗？', greeting.id))
      return { flow: changed, nodes: [id, greeting.id], evidence: { type: 'asksBefore', nodes: [greeting.id] } }
    },
  },
  {
    name: 'greeting-skipped-on-one-way',
    family: 'rule:identity',
    meaning: 'Persons whom we call are not told who calls.',
    mutate: (flow) => {
      const greeting = identityOf(flow)
      if (greeting?.next === undefined) return undefined
      const id = freeId(flow, 'which')
      const changed = inserted(flow, greeting.id, [{ id, kind: 'decide', name: 'Who called?', branches: [{ when: 'call.direction == "outbound"', to: greeting.next }], else: greeting.id }])
      return { flow: changed, nodes: [id, greeting.id], evidence: { type: 'asksBefore', nodes: [greeting.id] } }
    },
  },
  {
    name: 'greeting-at-the-end',
    family: 'rule:identity',
    meaning: 'Who calls is only said when everything has been asked.',
    mutate: (flow) => {
      const greeting = identityOf(flow)
      const goodbye = nodeOfId(flow, 'goodbye')
      if (greeting?.next === undefined || goodbye === undefined) return undefined
      const past = redirected(flow, greeting.id, greeting.next, [greeting.id])
      const moved = redirected(past, goodbye.id, greeting.id, [greeting.id])
      return { flow: withNode(moved, { ...greeting, next: goodbye.id }), nodes: [greeting.id], evidence: { type: 'asksBefore', nodes: [greeting.id] } }
    },
  },
  {
    name: 'no-is-taken-for-yes',
    family: 'rule:consent',
    meaning: 'Who says no to being recorded is recorded all the same.',
    mutate: (flow) => {
      const found = consentOf(flow)
      const no = found === undefined ? undefined : wayOf(found.question, 'deny')
      if (found === undefined || no === undefined) return undefined
      return consentDefect(withNode(flow, connectedBy(found.question, no, found.set.id)), [found.record.id, found.set.id], found.question.id)
    },
  },
  {
    name: 'silence-is-taken-for-yes',
    family: 'rule:consent',
    meaning: 'Who says nothing when asked for consent is recorded.',
    mutate: (flow, dice) => {
      const found = consentOf(flow)
      if (found === undefined) return undefined
      return consentDefect(withNode(flow, connectedBy(found.question, dice.pick(['noInput', 'noMatch']), found.set.id)), [found.record.id, found.set.id], found.question.id)
    },
  },
  {
    name: 'consent-assumed-from-the-start',
    family: 'rule:consent',
    meaning: 'The variable of the consent is true before anybody was asked, and who says no still comes to the recording.',
    mutate: (flow) => {
      const found = consentOf(flow)
      const no = found === undefined ? undefined : wayOf(found.question, 'deny')
      if (found === undefined || no === undefined) return undefined
      const variables = { ...flow.document.variables, [found.consent]: { type: 'boolean' as const, initial: true, sensitive: false } }
      return consentDefect(withDocument(withNode(flow, connectedBy(found.question, no, found.record.id)), { variables }), [found.record.id], found.question.id)
    },
  },
  {
    name: 'recorded-before-the-question',
    family: 'rule:consent',
    meaning: 'The recording begins, and only then the person is asked whether it may.',
    mutate: (flow) => {
      const found = consentOf(flow)
      if (found === undefined) return undefined
      const [set, record] = [freeId(flow, 'assumed'), freeId(flow, 'recording')]
      const inputs: NodeInput[] = [
        { id: set, kind: 'set', name: 'Assume', assign: [{ variable: found.consent, value: 'true' }], next: record },
        { id: record, kind: 'record', name: 'Record', action: 'start', consent: found.consent, next: found.question.id, noConsent: found.question.id },
      ]
      return consentDefect(inserted(flow, found.question.id, inputs), [record, set], found.question.id)
    },
  },
  {
    name: 'pause-removed',
    family: 'rule:sensitive',
    meaning: 'The digits of the card are recorded.',
    mutate: (flow) => {
      const found = pauseOf(flow)
      if (found === undefined) return undefined
      const past = redirected(flow, found.pause.id, found.next)
      return { flow: withNodes(past, (nodes) => nodes.filter(({ id }) => id !== found.pause.id)), nodes: [found.card.id], evidence: { type: 'recordsSensitive' } }
    },
  },
  {
    name: 'resumed-too-early',
    family: 'rule:sensitive',
    meaning: 'The recording goes on before the card is read out, not behind it.',
    mutate: (flow) => {
      const found = pauseOf(flow)
      if (found === undefined) return undefined
      const id = freeId(flow, 'resumeEarly')
      const input: NodeInput = { id, kind: 'record', name: 'Resume', action: 'resume', next: found.card.id }
      return { flow: withNewNodes(redirected(flow, found.card.id, id), input), nodes: [id, found.card.id], evidence: { type: 'recordsSensitive' } }
    },
  },
  {
    name: 'pause-behind-the-card',
    family: 'rule:sensitive',
    meaning: 'The recording is paused when the card has been read out.',
    mutate: (flow) => {
      const found = pauseOf(flow)
      if (found?.card.next === undefined) return undefined
      const past = redirected(flow, found.pause.id, found.next)
      const moved = withNode(withNode(past, { ...found.card, next: found.pause.id }), { ...found.pause, next: found.card.next })
      return { flow: moved, nodes: [found.card.id, found.pause.id], evidence: { type: 'recordsSensitive' } }
    },
  },
  {
    name: 'price-behind-the-yes',
    family: 'rule:price',
    meaning: 'What it costs is said when the person has already agreed.',
    mutate: (flow) => {
      const found = orderOf(flow)
      if (found?.price.next === undefined) return undefined
      const { price, agreement, yes } = found
      const ordered = agreement.kind === 'ask' ? agreement.branches.find(({ on }) => on === 'affirm')?.to : undefined
      if (ordered === undefined) return undefined
      const past = redirected(flow, price.id, agreement.id, [price.id])
      const moved = withNode(withNode(past, connectedBy(agreement, yes, price.id)), { ...price, next: ordered })
      return { flow: moved, nodes: [agreement.id, price.id], evidence: { type: 'entersBefore', node: agreement.id, other: price.id } }
    },
  },
  {
    name: 'price-skipped-on-one-way',
    family: 'rule:price',
    meaning: 'Persons whom we call are asked to agree without hearing what it costs.',
    mutate: (flow) => {
      const found = orderOf(flow)
      if (found === undefined) return undefined
      const { price, agreement } = found
      const id = freeId(flow, 'which')
      const changed = inserted(flow, price.id, [{ id, kind: 'decide', name: 'Who called?', branches: [{ when: 'call.direction == "outbound"', to: agreement.id }], else: price.id }])
      return { flow: changed, nodes: [agreement.id, id], evidence: { type: 'entersBefore', node: agreement.id, other: price.id } }
    },
  },
  {
    name: 'short-cut-to-the-yes',
    family: 'rule:price',
    meaning: 'A key leads straight to the agreement, past the price.',
    mutate: (flow) => {
      const found = orderOf(flow)
      const start = startOf(flow)
      if (found === undefined || start?.next === undefined) return undefined
      const id = freeId(flow, 'quick')
      const next = start.next
      const menu: NodeInput = { id, kind: 'menu', name: 'Quick order', prompt: says(flow, 'To order at once press 7, or wait.', '直接下单请按7，或者请稍等。'), choices: [{ digit: '7', to: found.agreement.id }], noInput: { attempts: 0, to: next }, noMatch: { attempts: 0, to: next } }
      const greeting = identityOf(flow)
      const at = greeting?.next ?? next
      const changed = inserted(flow, at, [greeting?.next === undefined ? menu : { ...menu, noInput: { attempts: 0, to: at }, noMatch: { attempts: 0, to: at } }])
      return { flow: changed, nodes: [found.agreement.id, id], evidence: { type: 'entersBefore', node: found.agreement.id, other: found.price.id } }
    },
  },
  {
    name: 'asked-after-opting-out',
    family: 'rule:optOut',
    meaning: 'Who wants no more calls is asked whether they are sure.',
    mutate: (flow) => {
      const out = optOutOf(flow)
      const { doNotCall } = flow.document.keyIntents
      if (out === undefined || doNotCall === undefined) return undefined
      const id = freeId(flow, 'sure')
      const question = yesOrNo(flow, id, 'Are you sure? You would miss our offers.', '您确定吗？以后就收不到优惠了。', out.id)
      return { flow: withNewNodes(withDocument(flow, { keyIntents: { ...flow.document.keyIntents, doNotCall: { ...doNotCall, to: id } } }), { ...question, marks: ['optOut'] }), nodes: [id], evidence: { type: 'asksAfterOptOut' } }
    },
  },
  {
    name: 'advertised-after-opting-out',
    family: 'rule:optOut',
    meaning: 'Who wants no more calls first hears an offer.',
    mutate: (flow) => {
      const out = optOutOf(flow)
      const { doNotCall } = flow.document.keyIntents
      if (out === undefined || doNotCall === undefined) return undefined
      const id = freeId(flow, 'offer')
      const say = { ...sayInput(flow, id, out.id, 'Before you go, have you heard of our new offer', false), marks: ['optOut'] }
      return { flow: withNewNodes(withDocument(flow, { keyIntents: { ...flow.document.keyIntents, doNotCall: { ...doNotCall, to: id } } }), say), nodes: [id], evidence: { type: 'saysMoreAfterOptOut' } }
    },
  },
  {
    name: 'opted-out-but-not-listed',
    family: 'rule:optOut',
    meaning: 'Who presses the key for no more calls is told so, and is called again.',
    mutate: (flow, dice) => {
      const byKey = new Set(nodesOf(flow, 'menu').flatMap(({ choices }) => choices.filter(({ on }) => on === undefined).map(({ to }) => to)))
      const out = among(dice, nodesOf(flow, 'hangup'), ({ id, doNotCall }) => doNotCall && byKey.has(id))
      if (out === undefined) return undefined
      return { flow: withNode(flow, { ...out, doNotCall: false, marks: [...new Set([...out.marks, 'optOut'])] }), nodes: [out.id], evidence: { type: 'leavesUnlisted', node: out.id } }
    },
  },
  {
    name: 'goodbye-can-be-cut',
    family: 'rule:goodbye',
    meaning: 'The goodbye stands in a prompt that the caller can cut: a cough ends the call without it.',
    mutate: (flow, dice) => {
      const farewell = among(dice, farewells(flow))
      if (farewell?.prompt === undefined) return undefined
      const id = freeId(flow, 'farewell')
      const say: NodeInput = { id, kind: 'say', name: 'Goodbye', marks: ['goodbye'], prompt: farewell.prompt, interruptible: true, next: farewell.id }
      return { flow: inserted(withNode(flow, withoutPrompt({ ...farewell, marks: [] })), farewell.id, [say]), nodes: [id, farewell.id], evidence: { type: 'cutsGoodbye', node: farewell.id } }
    },
  },
  {
    name: 'no-goodbye',
    family: 'rule:goodbye',
    meaning: 'We hang up without a word.',
    mutate: (flow, dice) => {
      const farewell = among(dice, farewells(flow))
      return farewell === undefined ? undefined : { flow: withNode(flow, withoutPrompt(farewell)), nodes: [farewell.id], evidence: { type: 'cutsGoodbye', node: farewell.id } }
    },
  },
]
