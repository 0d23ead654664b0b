import { atTopic, conversation, gives, mayMean, presses, says, waitsMs } from './conversation.js'
import type { BehaviouralEdit, CosmeticEdit } from './edit.js'
import { all, drop, inPlace, put, renameEverywhere, turnAround, type Edit, type Json } from './json-edit.js'

const isFields = (part: Json | undefined): part is { readonly [key: string]: Json } => part !== null && typeof part === 'object' && !Array.isArray(part)

/** A node that does the same under another id; nothing leads there yet. */
const copied = (id: string, copy: string): Edit =>
  inPlace('nodes', (nodes) => {
    if (!Array.isArray(nodes)) return nodes
    const found = (nodes as readonly Json[]).filter(isFields).find((node) => node.id === id)
    return [...(nodes as readonly Json[]), ...(found === undefined ? [] : [{ ...found, id: copy }])]
  })

const employee = { type: 'flow', id: 'identify-employee' } as const

/** Where a comparison may go wrong by how it is made. */
export const furtherBehaviouralEdits: readonly BehaviouralEdit[] = [
  { name: 'noise without words is asked about where any reply is one', flow: 'satisfaction-survey', behavioural: true, noticedAt: 'reason',
    edit: put('nodes/reason/noMatch', { attempts: 1, prompts: { 'zh-CN': ['请再说一遍。'] } }), shown: conversation(presses('1'), presses('1'), says('')) },
  { name: 'the sub-flow takes nobody for identified', flow: 'it-helpdesk', behavioural: true, within: employee, noticedAt: 'setIdentified',
    edit: put('nodes/setIdentified/assign/0/value', 'false'), shown: conversation(gives('10001'), presses('1')) },
  { name: 'the status of a request decides no more', flow: 'it-helpdesk', behavioural: true, within: employee, noticedAt: 'lookUp',
    edit: drop('nodes/lookUp/saveStatus'), shown: { deeds: [gives('10001'), gives('10001')], http: { employees: { status: 404, body: null } } } },
  { name: 'a stray key has the question said again', flow: 'it-helpdesk', behavioural: true, noticedAt: 'sendLink', edit: put('nodes/sendLink/invalidDigit', {}), shown: conversation(...atTopic, says('passwordReset'), presses('7')) },
  { name: 'a copy of the question begins with its first words', flow: 'card-services', behavioural: true, edit: all(copied('question', 'questionToo'), put('nodes/hours/next', 'questionToo')), shown: conversation(says('openingHours')) },
  { name: 'requests of the sub-flow are covered later', flow: 'it-helpdesk', behavioural: true, within: employee, noticedAt: 'lookUp',
    edit: put('settings', { fillerAfterMs: 4_000 }), shown: { deeds: [gives('10001'), waitsMs(2_000)], http: { employees: { status: 200, body: {}, afterMs: 5_000 } } } },
  { name: 'a question of the sub-flow waits longer', flow: 'it-helpdesk', behavioural: true, within: employee, noticedAt: 'number', edit: put('settings', { noInputTimeoutMs: 9_000 }), shown: conversation() },
  { name: 'an intent without a spoken name has another name where it is asked back about', flow: 'every-kind', behavioural: true, noticedAt: 'pay', edit: put('intents/pay/name', 'Paying'), shown: conversation(mayMean('order', 'pay')) },
  { name: 'other music is played', flow: 'card-services', behavioural: true, noticedAt: 'toHuman', edit: put('nodes/toHuman/music', 'calm'), shown: conversation(says('human')) },
  { name: 'a prompt is spoken from its markup', flow: 'card-services', behavioural: true, noticedAt: 'hours',
    edit: put('nodes/hours/prompt/en-US/0', { ssml: '<speak>We are open.</speak>', text: 'We are open.' }), shown: conversation(says('openingHours')) },
  { name: 'the recording asks another consent', flow: 'it-helpdesk', behavioural: true, noticedAt: 'startRecording', edit: put('nodes/startRecording/consent', 'byMenu'), shown: conversation(gives('10001'), presses('1'), presses('1')) },
  { name: 'a gap between two ranges is closed', flow: 'every-kind', behavioural: true, noticedAt: 'check',
    given: put('nodes/check/branches', [{ when: 'size < 3', to: 'mark' }, { when: 'size > 3', to: 'book' }]), edit: put('nodes/check/branches/1/when', 'size >= 3'), shown: conversation(says('order', { size: 2 }), presses('2')) },
  { name: 'a global question of another id is answered elsewhere', flow: 'it-helpdesk', behavioural: true, edit: all(renameEverywhere('openingHours', 'hoursAsked'), put('auxiliary/0/to', 'ticketNumber')), shown: conversation(says('hoursAsked')) },
  { name: 'what the other side gets has two blanks', flow: 'it-helpdesk', behavioural: true, noticedAt: 'openTicket', edit: put('nodes/openTicket/body/topic', 'About  {{ topic }}'), given: put('nodes/openTicket/body/topic', 'About {{ topic }}'), shown: conversation(...atTopic, says('hardware')) },
]

export const furtherCosmeticEdits: readonly CosmeticEdit[] = [
  { name: 'a global question has another id', flow: 'it-helpdesk', behavioural: false, doneAt: 'tellHours', edit: renameEverywhere('openingHours', 'hoursAsked'), renamed: { hoursAsked: 'openingHours' } },
  { name: 'questions of an entry stand the other way round', flow: 'front-desk', behavioural: false, edit: turnAround('nodes/questions/faq/address/questions/en-US') },
  { name: 'the sub-flow answers a number when it is not run by another', flow: 'it-helpdesk', behavioural: false, within: employee, edit: put('dnis', ['+15550177']) },
  { name: 'the sub-flow has key intents of its own when it is not run by another', flow: 'it-helpdesk', behavioural: false, within: employee, edit: put('keyIntents', { human: { to: 'back' }, repeat: {} }) },
  { name: 'the sub-flow may take a minute when it is not run by another', flow: 'it-helpdesk', behavioural: false, within: employee, edit: put('settings', { maxCallMs: 60_000 }) },
  { name: 'the sub-flow speaks another language beside', flow: 'it-helpdesk', behavioural: false, within: employee, edit: put('languages/+', 'zh-CN') },
  { name: 'a line that is too long says itself that it is a failure', flow: 'every-kind', behavioural: false, doneAt: 'toHuman', edit: drop('nodes/toHuman/overflow') },
  { name: 'an intent is named for a question back that there is not', flow: 'front-desk', behavioural: false, edit: put('intents/visit/spokenName', { 'en-US': 'a visit' }) },
  { name: 'a node of the sub-flow that no way leads to is added', flow: 'it-helpdesk', behavioural: false, within: employee, edit: put('nodes/+', { id: 'island', kind: 'hangup', name: 'Island' }) },
  { name: 'a flow of menus alone has another key that ends an entry', flow: 'satisfaction-survey', behavioural: false, doneAt: 'identity', edit: put('settings', { terminator: '*' }) },
  { name: 'a slot goes to a variable that nothing reads', flow: 'every-kind', behavioural: false, doneAt: 'menu', edit: all(put('variables/spare', { type: 'string' }), put('nodes/menu/saveSlots', { sort: 'spare' })) },
  { name: 'the else is a last condition that always holds', flow: 'it-helpdesk', behavioural: false, doneAt: 'isIdentified', edit: put('nodes/isIdentified/branches/+', { when: 'true', to: 'notIdentified' }) },
  { name: 'ranges with a gap between change places', flow: 'every-kind', behavioural: false, doneAt: 'check',
    given: put('nodes/check/branches', [{ when: 'size < 3', to: 'mark' }, { when: 'size > 5', to: 'book' }]), edit: turnAround('nodes/check/branches') },
  { name: 'a way leads to copies of a prompt and the transfer behind it', flow: 'card-services', behavioural: false, doneAt: 'notUnderstood',
    edit: all(copied('notUnderstood', 'lost'), copied('toHuman', 'toHumanToo'), put('nodes/lost/next', 'toHumanToo'), put('nodes/question/noMatch/to', 'lost')) },
  { name: 'a way leads to a copy of a question', flow: 'card-services', behavioural: false, doneAt: 'confirmBlock', edit: all(copied('confirmBlock', 'reallyBlock'), put('nodes/lostCardDigits/next', 'reallyBlock')) },
  { name: 'a tag and a variable are set in the other order', flow: 'it-helpdesk', behavioural: false, doneAt: 'complaint',
    edit: all(put('keyIntents/complaint/to', 'complaintTopic'), put('nodes/complaintTopic/next', 'complaint'), put('nodes/complaint/next', 'complaintRegret')) },
  { name: 'a node of a chain is gone and its work is done before', flow: 'it-helpdesk', behavioural: false, doneAt: 'setHardwareTopic',
    given: all(put('nodes/+', { id: 'also', kind: 'set', name: 'Also', assign: [{ variable: 'byMenu', value: 'false' }], next: 'openTicket' }), put('nodes/setHardwareTopic/next', 'also')),
    edit: all(drop('nodes/also'), put('nodes/setHardwareTopic/next', 'openTicket'), put('nodes/setHardwareTopic/assign/+', { variable: 'byMenu', value: 'false' })) },
  { name: 'a title is written with a template that says the same', flow: 'card-services', behavioural: false, doneAt: 'toHuman', edit: put('nodes/toHuman/summary', 'Card services: {{topic}}{{ lastFour=="" ? "" : ", card ending in " + lastFour }}') },
  { name: 'retries after nonsense are written where there are none', flow: 'every-kind', behavioural: false, doneAt: 'which', edit: put('nodes/which/noInput', { attempts: 0, to: 'pulledBack', prompts: { 'en-US': ['Hm?'] } }) },
]
