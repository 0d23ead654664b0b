import type { CosmeticEdit } from './edit.js'
import { all, drop, inPlace, put, reword, type Edit, type Json } from './json-edit.js'

const added = (node: { readonly [key: string]: Json }): Edit => put('nodes/+', { name: 'Added', ...node })

const farewell: Json = { 'en-US': ['Thank you for calling card services. Goodbye.'] }
const decision = (branches: readonly (readonly [when: string, to: string])[]): Json => branches.map(([when, to]) => ({ when, to }))
const branchesOfCheck = (...branches: readonly (readonly [when: string, to: string])[]): Edit => put('nodes/check/branches', decision(branches))

/** Other nodes, ways and conditions of the same effect. */
export const courseEdits: readonly CosmeticEdit[] = [
  // Nodes that do nothing, or what another does
  { name: 'a jump stands on a way', flow: 'card-services', behavioural: false, doneAt: 'hours', edit: all(put('nodes/hours/next', 'onward'), added({ id: 'onward', kind: 'jump', to: 'question' })) },
  { name: 'three jumps in a row stand on a way', flow: 'satisfaction-survey', behavioural: false, doneAt: 'regret',
    edit: all(put('nodes/regret/next', 'one'), added({ id: 'one', kind: 'jump', to: 'two' }), added({ id: 'two', kind: 'jump', to: 'three' }), added({ id: 'three', kind: 'jump', to: 'reason' })) },
  { name: 'a jump is taken out of a way', flow: 'every-kind', behavioural: false, doneAt: 'mark', edit: put('nodes/mark/next', 'main') },
  { name: 'a decision whose ways all lead on stands on a way', flow: 'it-helpdesk', behavioural: false, doneAt: 'welcome',
    edit: all(put('nodes/welcome/next', 'either'), added({ id: 'either', kind: 'decide', branches: decision([['identified', 'deskHours']]), else: 'deskHours' })) },
  { name: 'a set node that sets nothing stands on a way', flow: 'card-services', behavioural: false, doneAt: 'notBlocked',
    edit: all(put('nodes/notBlocked/next', 'nothing'), added({ id: 'nothing', kind: 'set', assign: [], next: 'question' })) },
  { name: 'a variable that nothing reads is set', flow: 'card-services', behavioural: false, doneAt: 'notBlocked',
    edit: all(put('variables/keptOpen', { type: 'boolean' }), put('nodes/notBlocked/next', 'keep'), added({ id: 'keep', kind: 'set', assign: [{ variable: 'keptOpen', value: 'true' }], next: 'question' })) },
  { name: 'one way leads to a copy of the goodbye', flow: 'card-services', behavioural: false, doneAt: 'goodbye',
    edit: all(put('nodes/question/branches/3/to', 'goodbyeToo'), added({ id: 'goodbyeToo', kind: 'hangup', prompt: farewell })) },
  { name: 'two goodbyes of the same words are one', flow: 'satisfaction-survey', behavioural: false, doneAt: 'optedOut',
    given: all(added({ id: 'optedOutToo', kind: 'hangup', cause: 'declined', prompt: { 'zh-CN': ['好的，再见。'] } }), put('nodes/notNow/prompt/zh-CN', ['好的，再见。']), put('nodes/score/choices/5/to', 'optedOutToo')),
    edit: all(drop('nodes/optedOutToo'), put('nodes/score/choices/5/to', 'notNow')) },
  { name: 'one set node becomes two', flow: 'it-helpdesk', behavioural: false, doneAt: 'setNetworkTopic',
    edit: all(drop('nodes/setNetworkTopic/assign/1'), put('nodes/setNetworkTopic/next', 'unresolved'), added({ id: 'unresolved', kind: 'set', assign: [{ variable: 'resolved', value: 'false' }], next: 'restarted' })) },
  { name: 'a branch has its tag from a node behind it', flow: 'card-services', behavioural: false, doneAt: 'hours',
    edit: all(put('nodes/question/branches/2/tags', []), put('nodes/question/branches/2/to', 'tagHours'), added({ id: 'tagHours', kind: 'tag', tag: 'opening hours', next: 'hours' })) },
  // What the call never comes to
  { name: 'a node that no way leads to is added', flow: 'card-services', behavioural: false, edit: added({ id: 'island', kind: 'say', prompt: { 'en-US': ['Nobody hears this.'] }, next: 'question' }) },
  { name: 'a node that no way leads to says something else', flow: 'card-services', behavioural: false,
    given: added({ id: 'island', kind: 'say', prompt: { 'en-US': ['Nobody hears this.'] }, next: 'question' }), edit: put('nodes/island/prompt/en-US/0', 'Nobody at all.') },
  { name: 'a condition that holds only where an earlier one does is added', flow: 'it-helpdesk', behavioural: false, doneAt: 'ticketFailed',
    edit: put('nodes/ticketFailed/branches/+', { when: 'httpStatus == 404', to: 'ticketDone' }) },
  { name: 'a branch that can never be true is added', flow: 'it-helpdesk', behavioural: false, doneAt: 'isIdentified', edit: put('nodes/isIdentified/branches/+', { when: 'false', to: 'goodbye' }) },
  { name: 'a variable that nothing uses is added', flow: 'appointment-reminder', behavioural: false, edit: put('variables/spare', { type: 'number', initial: 3 }) },
  { name: 'a variable that nothing reads begins otherwise', flow: 'card-services', behavioural: false, given: put('variables/spare', { type: 'number' }), edit: put('variables/spare/initial', 9) },
  { name: 'an intent that no question takes is added', flow: 'appointment-reminder', behavioural: false, edit: put('intents/spare', { name: 'Spare', phrases: { 'en-US': ['never mind'] } }) },
  { name: 'an intent that no question takes has other phrases', flow: 'front-desk', behavioural: false,
    given: put('intents/spare', { name: 'Spare', phrases: { 'en-US': ['never mind'] } }), edit: put('intents/spare/phrases/en-US/0', 'forget it') },
  { name: 'a request without a filler says when it would come', flow: 'satisfaction-survey', behavioural: false, doneAt: 'sendScore', edit: put('nodes/sendScore/fillerAfterMs', 900) },
  { name: 'a transfer without an offer says when it would come', flow: 'card-services', behavioural: false, doneAt: 'toHuman', edit: put('nodes/toHuman/offerAfterMs', 30_000) },
  { name: 'a transfer that tells no position says how often', flow: 'card-services', behavioural: false, doneAt: 'toHuman', edit: put('nodes/toHuman/positionEveryMs', 10_000) },
  { name: 'a wait that cannot be cut has a delay before it can', flow: 'it-helpdesk', behavioural: false, doneAt: 'systemDown', edit: put('nodes/systemDown/bargeInDelayMs', 500) },
  // Conditions
  { name: 'the sides of an and change places', flow: 'it-helpdesk', behavioural: false, within: { type: 'flow', id: 'identify-employee' }, doneAt: 'identify.lookUpFailed',
    edit: put('nodes/lookUpFailed/branches/0/when', 'tries < maxTries && httpStatus == 404') },
  { name: 'the sides of an or change places', flow: 'every-kind', behavioural: false, doneAt: 'check', edit: put('nodes/check/branches/1/when', 'name.matches("^A+$") || size == 2') },
  { name: 'a comparison is turned round', flow: 'it-helpdesk', behavioural: false, within: { type: 'flow', id: 'identify-employee' }, doneAt: 'identify.wrongPerson',
    edit: put('nodes/wrongPerson/branches/0/when', 'maxTries > tries') },
  { name: 'a condition is said by what it is not', flow: 'every-kind', behavioural: false, doneAt: 'check', edit: put('nodes/check/branches/1/when', '!(size != 2 && !name.matches("^A+$"))') },
  { name: 'a condition is in brackets', flow: 'card-services', behavioural: false, doneAt: 'balanceFailed', edit: put('nodes/balanceFailed/branches/0/when', '((httpStatus) == 404)') },
  { name: 'a boolean is compared with true', flow: 'it-helpdesk', behavioural: false, doneAt: 'isIdentified', edit: put('nodes/isIdentified/branches/0/when', 'identified == true') },
  { name: 'yes and no of a decision change places', flow: 'it-helpdesk', behavioural: false, doneAt: 'isIdentified',
    edit: all(put('nodes/isIdentified/branches/0', { when: '!identified', to: 'notIdentified' }), put('nodes/isIdentified/else', 'askToRecord')) },
  { name: 'conditions that exclude each other change places', flow: 'every-kind', behavioural: false, doneAt: 'check',
    given: branchesOfCheck(['size == 5', 'book'], ['size == 2', 'mark']), edit: branchesOfCheck(['size == 2', 'mark'], ['size == 5', 'book']) },
  { name: 'ranges that do not overlap change places', flow: 'every-kind', behavioural: false, doneAt: 'check',
    given: branchesOfCheck(['size < 3', 'mark'], ['size >= 3 && size < 6', 'book']), edit: branchesOfCheck(['size >= 3 && size < 6', 'book'], ['size < 3', 'mark']) },
  { name: 'an or becomes two branches', flow: 'every-kind', behavioural: false, doneAt: 'check',
    edit: branchesOfCheck(['big', 'book'], ['size == 2', 'mark'], ['name.matches("^A+$")', 'mark']) },
  { name: 'what an earlier branch rules out is written into a later one', flow: 'every-kind', behavioural: false, doneAt: 'check',
    edit: put('nodes/check/branches/1/when', '!big && (size == 2 || name.matches("^A+$"))') },
  { name: 'a validation is turned round', flow: 'appointment-reminder', behavioural: false, doneAt: 'newDate', edit: put('nodes/newDate/validation', 'latest >= value && earliest <= value') },
  { name: 'a not less than is a greater or equal', flow: 'every-kind', behavioural: false, doneAt: 'count', edit: reword('nodes/count/assign', 'size > 3', '!(size <= 3)') },
  // Ways that say what holds anyway
  { name: 'a key of no choice says itself that it is nonsense', flow: 'it-helpdesk', behavioural: false, doneAt: 'messageInstead',
    edit: put('nodes/messageInstead/invalidDigit', { attempts: 1, prompts: { 'en-US': ['Sorry, would you like to leave a message? Please say yes or no.'] }, to: 'goodbye' }) },
  { name: 'too few digits say themselves that they are nonsense', flow: 'card-services', behavioural: false, doneAt: 'lostCardDigits',
    edit: put('nodes/lostCardDigits/invalid', { prompts: { 'en-US': ['Sorry, I need four digits. Please say or enter the last four digits of the card.'] }, to: 'toHuman' }) },
  { name: 'an unknown outcome says itself that it is a failure', flow: 'card-services', behavioural: false, doneAt: 'fetchBalance', edit: put('nodes/fetchBalance/outcomeUnknown', 'balanceFailed') },
  { name: 'a no of the human says itself that it is a failure', flow: 'card-services', behavioural: false, doneAt: 'toHuman', edit: put('nodes/toHuman/declined', 'nobodyFree') },
  { name: 'the last retry prompt is written once more', flow: 'card-services', behavioural: false, doneAt: 'confirmBlock',
    edit: inPlace('nodes/confirmBlock/noInput/prompts/en-US', (was) => (Array.isArray(was) ? [...(was as Json[]), ...(was as Json[])] : was)) },
  { name: 'a retry prompt beyond the last attempt is added', flow: 'it-helpdesk', behavioural: false, doneAt: 'anythingElse', edit: put('nodes/anythingElse/noInput/prompts/en-US/+', 'Nobody hears this either.') },
]
