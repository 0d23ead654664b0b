import type { CosmeticEdit } from './edit.js'
import { all, drop, eachNode, keysTurned, put, renameEverywhere, renameWord, reword, turnAround, type Json } from './json-edit.js'

const listening: ReadonlySet<Json> = new Set(['ask', 'menu', 'collect', 'knowledge'])

/** What a question has set by itself stays. */
const atEachQuestion = (setting: string, value: number) =>
  eachNode((node) => (listening.has(node.kind ?? null) ? { ...node, settings: { [setting]: value, ...(typeof node.settings === 'object' ? node.settings : {}) } } : node))

const attemptsAtEachQuestion = (way: 'noInput' | 'noMatch', attempts: number) =>
  eachNode((node) => (listening.has(node.kind ?? null) ? { ...node, [way]: { attempts, ...(typeof node[way] === 'object' ? node[way] : {}) } } : node))

/** Names, places, orders and ways of writing. */
export const looksEdits: readonly CosmeticEdit[] = [
  // Names and notes
  { name: 'a node has another name', flow: 'card-services', behavioural: false, edit: put('nodes/question/name', 'Main question') },
  { name: 'a node has a note', flow: 'it-helpdesk', behavioural: false, edit: put('nodes/topic/note', 'The menu of all things') },
  { name: 'a note is gone', flow: 'satisfaction-survey', behavioural: false, edit: drop('nodes/reason/note') },
  { name: 'the flow has another name and description', flow: 'appointment-reminder', behavioural: false, edit: all(put('name', 'Reminder'), put('description', 'Reminds')) },
  { name: 'a variable is described otherwise', flow: 'it-helpdesk', behavioural: false, edit: put('variables/topic/description', 'Wish') },
  { name: 'an intent has another name that is never spoken', flow: 'front-desk', behavioural: false, edit: put('intents/visit/name', 'Visit') },
  { name: 'everything stands elsewhere on the canvas', flow: 'front-desk', behavioural: false, edit: put('layout', { start: { x: 1, y: 2 }, welcome: { x: 500, y: 700 } }) },
  { name: 'editors know no schema of the file', flow: 'card-services', behavioural: false, edit: drop('$schema') },
  { name: 'a list of questions has another name', flow: 'front-desk', behavioural: false, within: { type: 'faq', id: 'front-desk' }, edit: put('name', 'Visitors ask') },
  { name: 'nodes of the sub-flow have other names', flow: 'it-helpdesk', behavioural: false, within: { type: 'flow', id: 'identify-employee' }, edit: put('nodes/number/name', 'Which number?') },
  // Order
  { name: 'nodes stand the other way round', flow: 'it-helpdesk', behavioural: false, edit: turnAround('nodes') },
  { name: 'branches of other intents stand the other way round', flow: 'card-services', behavioural: false, doneAt: 'question', edit: turnAround('nodes/question/branches') },
  { name: 'choices of a menu stand the other way round', flow: 'satisfaction-survey', behavioural: false, doneAt: 'score', edit: turnAround('nodes/score/choices') },
  { name: 'phrases stand the other way round', flow: 'appointment-reminder', behavioural: false, edit: turnAround('intents/keepVisit/phrases/zh-CN') },
  { name: 'keywords stand the other way round', flow: 'appointment-reminder', behavioural: false, edit: turnAround('intents/moveVisit/keywords/zh-CN') },
  { name: 'global questions stand the other way round', flow: 'it-helpdesk', behavioural: false, edit: turnAround('auxiliary') },
  { name: 'entries of a list of questions stand the other way round', flow: 'front-desk', behavioural: false, within: { type: 'faq', id: 'front-desk' }, edit: turnAround('entries') },
  { name: 'keys of a waiting caller stand the other way round', flow: 'it-helpdesk', behavioural: false, doneAt: 'toHuman', edit: turnAround('nodes/toHuman/keys') },
  { name: 'numbers that are answered stand the other way round', flow: 'card-services', behavioural: false, given: put('dnis', ['+15550100', '+15550102']), edit: turnAround('dnis') },
  { name: 'all keys of the file stand the other way round', flow: 'appointment-reminder', behavioural: false, edit: keysTurned },
  { name: 'two variables are set in another order', flow: 'it-helpdesk', behavioural: false, doneAt: 'setPasswordTopic', edit: turnAround('nodes/setPasswordTopic/assign') },
  // Ids
  { name: 'a node has another id', flow: 'card-services', behavioural: false, doneAt: 'systemDown', edit: renameEverywhere('systemDown', 'outOfOrder') },
  { name: 'a question has another id', flow: 'it-helpdesk', behavioural: false, doneAt: 'sendLink', edit: renameEverywhere('sendLink', 'offerLink') },
  { name: 'the first node has another id', flow: 'appointment-reminder', behavioural: false, doneAt: 'start', edit: put('nodes/start/id', 'beginning') },
  { name: 'two nodes change ids', flow: 'satisfaction-survey', behavioural: false, doneAt: 'notNow',
    edit: all(renameEverywhere('notNow', 'spare'), renameEverywhere('wrongPerson', 'notNow'), renameEverywhere('spare', 'wrongPerson')) },
  { name: 'a variable that an answer fills has another name', flow: 'it-helpdesk', behavioural: false, doneAt: 'ticketOpened', edit: renameWord('newTicket', 'openedTicket') },
  { name: 'a variable of the sub-flow has another name', flow: 'it-helpdesk', behavioural: false, within: { type: 'flow', id: 'identify-employee' }, edit: renameWord('tries', 'lookUpCount') },
  { name: 'an intent has another id', flow: 'card-services', behavioural: false, doneAt: 'setLostTopic', edit: renameEverywhere('lostCard', 'missingCard'), renamed: { missingCard: 'lostCard' } },
  { name: 'a node of the sub-flow has another id', flow: 'it-helpdesk', behavioural: false, within: { type: 'flow', id: 'identify-employee' }, doneAt: 'identify.rightPerson',
    edit: renameEverywhere('rightPerson', 'isItThem') },
  // Defaults and settings
  { name: 'defaults of nodes are written out', flow: 'card-services', behavioural: false, doneAt: 'balanceCard',
    edit: all(put('nodes/balanceCard/input', 'speechAndKeys'), put('nodes/balanceCard/onlyIfMissing', false), put('nodes/goodbye/cause', 'normal'), put('nodes/welcome/interruptible', true)) },
  { name: 'defaults of the flow are written out', flow: 'it-helpdesk', behavioural: false, edit: put('settings', { noInputTimeoutMs: 5_000, terminator: '#', maxCallMs: 1_800_000 }) },
  { name: 'a question says itself how long the flow waits', flow: 'card-services', behavioural: false, doneAt: 'confirmBlock', edit: put('nodes/confirmBlock/settings', { noInputTimeoutMs: 5_000 }) },
  { name: 'a timeout of the flow moves to its questions', flow: 'it-helpdesk', behavioural: false, given: put('settings', { noInputTimeoutMs: 6_000 }),
    edit: all(put('settings', {}), atEachQuestion('noInputTimeoutMs', 6_000)) },
  { name: 'attempts of the flow move to its questions', flow: 'card-services', behavioural: false, given: put('settings', { noMatchAttempts: 1 }),
    edit: all(drop('settings'), attemptsAtEachQuestion('noMatch', 1)) },
  { name: 'attempts move from a setting of the node to its way', flow: 'card-services', behavioural: false, doneAt: 'question', given: put('nodes/question/settings', { noInputAttempts: 1 }),
    edit: all(drop('nodes/question/settings'), put('nodes/question/noInput/attempts', 1)) },
  { name: 'a filler says itself after how long it comes', flow: 'it-helpdesk', behavioural: false, doneAt: 'resetPassword', edit: put('nodes/resetPassword/fillerAfterMs', 1_500) },
  { name: 'a key intent says itself that it is enabled', flow: 'front-desk', behavioural: false, edit: put('keyIntents/repeat/enabled', true) },
  { name: 'a key intent that there is not is disabled', flow: 'card-services', behavioural: false, edit: put('keyIntents/goBack', { enabled: false }) },
  { name: 'a text has a double blank', flow: 'card-services', behavioural: false, doneAt: 'hours', edit: reword('nodes/hours/prompt', 'from nine', 'from  nine') },
  { name: 'a template has no blanks inside', flow: 'card-services', behavioural: false, doneAt: 'sayBalance', edit: reword('nodes/sayBalance/prompt', '{{ digits(lastFour) }}', '{{digits( lastFour )}}') },
  { name: 'a condition has no blanks', flow: 'it-helpdesk', behavioural: false, doneAt: 'ticketFailed', edit: put('nodes/ticketFailed/branches/0/when', 'httpStatus==404') },
  { name: 'a language that the flow does not speak has words', flow: 'card-services', behavioural: false,
    edit: all(put('nodes/goodbye/prompt/zh-CN', ['再见。']), put('intents/balance/phrases/zh-CN', ['余额'])) },
  { name: 'a language that the flow does not speak has a voice', flow: 'card-services', behavioural: false, edit: put('voices', { 'de-DE': 'anna' }) },
]
