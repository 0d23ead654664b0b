import { listOf } from '../text/list.js'
import type { HumanSigns } from './lexicon.js'

const wordsOf = (text: string): ReadonlySet<string> => new Set(listOf(text))

/** Words that together say that a caller wants a human, whatever else the sentence is made of. */
export const englishHumanSigns: HumanSigns = {
  humans: wordsOf('human, humans'),
  roles: wordsOf(`
    agent, agents, representative, representatives, rep, reps, operator, operators, advisor, advisors, adviser, advisers, consultant, specialist
    supervisor, receptionist, teller, attendant, associate, manager, expert, colleague, clerk, executive, handler
  `),
  anybody: wordsOf('someone, somebody, anyone, anybody, person, people, soul, folks'),
  real: wordsOf('real, live, alive, actual, living, proper, human, breathing, genuine'),
  talk: wordsOf('speak, speaking, talk, talking, chat, chatting, discuss, explain, explaining, deal, dealing, converse, word, conversation, natter'),
  connect: wordsOf(`
    connect, connected, transfer, transferred, put, patch, pass, switch, route, redirect, escalate, escalated, forward, through, reach, queue, line
    hook, hand, join, bring, fetch, contact, hold, wait
  `),
  want: wordsOf('want, wanna, need, needs, prefer, rather, like, give, get, let, please, require, requires, request, requesting, love'),
  bring: wordsOf('get, give, put, find, bring, fetch'),
  help: wordsOf('help, assist, come, please, now, already, free, available'),
  other: wordsOf(`
    my, his, her, their, our, told, said, was, were, spoke, talked, called, had, did, been, asked, says, another, table, tables, book, booking, room, rooms
    card, money, account, number, password, name, pay, payment, fee, fees, charge, charges, guests, parcel, song, playlist
  `),
  past: wordsOf('spoke, talked, told, said, called, was, were, had, did, booked'),
  compounds: wordsOf('resources, resource, error, rights, body, hair, race'),
  determiners: wordsOf('my, your, the, an, a, to, with, by, no, not, her, his, their, that, this, of, from, every, each, which, what, is, are, was, contact'),
  offers: wordsOf('can, could, have, let'),
  asked: listOf('are you, is this, is that, am i, so are you, what are you, if you are, do you have').map((words) => words.split(' ')),
}
