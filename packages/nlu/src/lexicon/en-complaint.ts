import { listOf } from '../text/list.js'
import type { KeyIntentWords } from './lexicon.js'

const person = listOf(`
  agent, agents, human, humans, human being, person, people, representative, representatives, rep, operator, advisor, adviser
  associate, specialist, supervisor, manager, staff, staff member, customer service, customer support, customer care
  support person, call center, service representative, customer service representative, customer service agent, support agent
  receptionist, reception, attendant, worker, employee, teller, clerk, team member
`)
const anyone = listOf(`
  someone, somebody, anyone, anybody, someone else, somebody else, a man, a woman, one of your people, your team, your colleague
`)
const machine = listOf(`
  machine, machines, robot, robots, bot, bots, computer, computers, recording, recordings, automated system, automated voice
  voice bot, system, ai
`)

/** Building blocks of the templates below. */
export const englishLists: Readonly<Record<string, readonly string[]>> = {
  talk: ['speak', 'talk', 'chat', 'speaking', 'talking', 'discuss it', 'discuss this'],
  to: ['to', 'with'],
  any: ['a', 'an', 'the', 'your', 'some', 'any', 'one of your', 'one of the', 'an actual', 'another'],
  kind: listOf(`
    real, live, actual, human, different, another, living, proper, real live, customer service, service, support, senior, bank
    sales, billing, available, next available, normal, regular, other, physical
  `),
  person,
  anyone,
  strongPerson: listOf(`
    agent, human, human being, representative, operator, real person, live person, actual person, real human, live agent
    real agent, live representative, human agent, customer service, customer service representative
  `),
  connect: listOf(`
    transfer me, connect me, put me through, put me, patch me through, patch me, transfer this call, transfer my call, direct me
    pass me, switch me, hand me over, send me, redirect me, forward me, get me through
  `),
  get: listOf(`
    get, get me, give me, i want, i need, i would like, i want to get, i need to get, i want to reach, reach, find me, bring me
    need, want, just want, just need, just get me, just give me, i said, call, ask for, asking for
  `),
  contact: listOf(`
    reach, contact, reach out to, get hold of, get a hold of, get in touch with, get through to, be connected to
    be connected with, be transferred to
  `),
  purpose: listOf(`
    to help me, who can help, that can help, can help me, on the line, on the phone, to talk to, to speak to, to speak with
    i can talk to, i can speak to, i can speak with, i could talk to, i could speak to, available to talk
  `),
  through: ['through', 'over', 'directly', 'straight'],
  reject: listOf(`
    do not want to, do not wanna, hate, hate to, sick of, tired of, do not like, do not like to, stop, not, can not, refuse to
    do not
  `),
  machine,
  file: listOf(`
    make, file, lodge, register, raise, submit, report, put in, log, have, place, send, leave, open, write, take, enter
  `),
  formal: ['formal', 'official', 'serious', 'big', 'written', 'new'],
  complaint: ['complaint', 'complaints', 'grievance'],
  complain: ['complain', 'complaining'],
  about: ['about', 'against', 'regarding', 'on'],
  lead: listOf(`
    want to, would like to, need to, here to, calling to, going to, have to, i will, how do i, how can i, where do i, where can i
    who do i, who can i, can i, let me, like to, wish to
  `),
}

const colleagues = ['colleague', 'colleagues', 'helpdesk', 'consultant', 'expert', 'hand me over', 'pass me']

export const englishHuman: KeyIntentWords = {
  declinedBy: 'no',
  cues: [...person, ...anyone, ...machine, ...colleagues],
  wishes: listOf(`
    talk, talking, speak, speaking, connect, transfer, put, get, give, need, want, help, call, reach, real, live, please, rather, have, word
    handle, instead, deal, hand, pass, let, contact, answer, would like, can i, could i, is there, are there, ask
  `),
  phrases: listOf(`
    agent, human, human being, representative, rep, operator, person, real person, live person, actual person, live agent
    human agent, real human, real agent, customer service, customer support, customer care, customer service representative
    live representative, advisor, supervisor, manager, somebody real, someone real, transfer me, connect me, put me through
    talk to someone, speak to someone, is there a human there, is there a person there, is there a real person i can talk to
    is anybody there i can talk to, help desk, front desk person
  `),
  templates: [
    ['talk', 'to', 'any?', 'kind?', 'person'],
    ['talk', 'to', 'anyone'],
    ['connect', 'through?', 'to', 'any?', 'kind?', 'person'],
    ['connect', 'through?', 'to', 'anyone'],
    ['get', 'any?', 'strongPerson'],
    ['contact', 'any?', 'kind?', 'person'],
    ['any?', 'kind?', 'person', 'purpose'],
    ['anyone', 'purpose'],
    ['reject', 'talk', 'to', 'any?', 'kind?', 'machine'],
  ],
  recogniser: ['agent', 'speak to an agent', 'representative', 'talk to a person', 'operator', 'customer service'],
  samples: listOf(`
    i want to speak to an agent, talk to a real person, let me talk to a human, can i speak with a representative
    get me an operator, transfer me to customer service, connect me with a live agent, is there a real person there
    i need somebody to help me on the phone, put me through to someone who can help, i do not want to talk to a machine
    i want a person not a robot, could i have a word with one of your staff, pass me to your supervisor
    let me speak to the manager, i would rather deal with a human being, hand me over to one of your colleagues
    can somebody real help me, how do i reach a live representative, stop with the bot and give me a human
    i need human assistance, have an agent call me, i want to speak to someone, give me a live person please
  `),
}

export const englishComplaint: KeyIntentWords = {
  declinedBy: 'no',
  wishes: listOf(`
    want, like, make, file, calling, report, wish, lodge, raise, service, staff, company, your, you, unacceptable, treated, grievance, who
    department, need, how, disgraceful, outrageous, appalling, worst
  `),
  cues: listOf(`
    complaint, complaints, complain, complaining, grievance, unacceptable, rude, rudely, terrible, horrible, awful, worst
    disgusting, disgraceful, disappointed, unhappy, dissatisfied, outrageous, appalling
  `),
  phrases: listOf(`
    complaint, complaints, complain, make a complaint, complaints department, i have a complaint, i want to complain
    this is a complaint
  `),
  templates: [
    ['file', 'any?', 'formal?', 'complaint'],
    ['lead', 'complain'],
    ['complain', 'about'],
    ['complaint', 'about'],
    listOf(`
    any?, formal, complaint
  `),
  ],
  recogniser: ['make a complaint', 'i want to complain', 'complaint'],
  samples: listOf(`
    i want to make a complaint, i would like to file a complaint, i am calling to complain about your service
    i want to report terrible service, i am very unhappy with how i was treated, your service is terrible
    this is unacceptable i want to complain, i wish to lodge a formal complaint, i was treated very rudely
    your staff were rude to me, i am extremely disappointed with your company, who do i complain to, i have a grievance
    this is the worst service ever
  `),
}
