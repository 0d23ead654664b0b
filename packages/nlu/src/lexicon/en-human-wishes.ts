import { listOf, templatesOf } from '../text/list.js'

/** Word classes of a wish for a human: who, how it is asked for, and what the machine is called; their combinations are the templates. */
export const englishHumanWishLists: Readonly<Record<string, readonly string[]>> = {
  whoWorks: listOf(`
    agent, representative, rep, csr, advisor, adviser, consultant, specialist, operator, manager, management, supervisor, executive, banker, teller
    clerk, cashier, receptionist, handler, handlers, assistant, associate, attendant, technician, engineer, concierge, team leader, team lead, team
    department, desk, reception, staff, colleague, colleagues, agents, advisors, representatives, consultants, human, person, employee, officer
    counsellor, people, dispatcher, switchboard, head office, customer service, customer care, customer support, call handler, human being, boss
    section, office, professional, personnel, bloke, guy, lady, woman, gentleman, chap, fella, lad
  `),
  whoEver: listOf(`
    someone, somebody, anyone, anybody, a human, a person, a bloke, a guy, a man, a woman, a lady, an agent, a representative, a rep, a colleague
    a real person, a live person, an actual person, an advisor, an adviser, an operator, a manager, a supervisor, one of your people
    one of your colleagues, one of your team, a member of staff, a teller, a real human
  `),
  whoReal: listOf(`
    csr, human, human being, person, bloke, guy, chap, fella, lad, lady, real one, live one, human one, call handler, member of staff, staff member
    live agent, live advisor, live person, live adviser, live operator, live representative, teller, customer care agent, care agent
  `),
  connectCall: listOf(`
    route this call, route my call, route me, swap me, swap me over, swap me across, shift me, bump me, kick me, direct my call, direct this call
    redirect, divert me, divert my call, divert this call, push me through, put this call, put my call, send my call, send this call, drop me through
    flip me over, patch this call, escalate me, bounce me, throw me, port me, bring me, forward this call, get me through, get me over, move my call
    hand my call, turn me over, pass this call, link my call, hand the phone, give the phone, pass the phone, hand the call, be routed, be switched
    be handed, be redirected, be passed, be moved, be patched, get routed, get switched, put me back, put me back through, transfer me back
    connect me back, get me back
  `),
  over: ['over', 'through', 'across', 'on', 'back', 'straight', 'directly', 'back through', 'back over', 'straight through'],
  toward: ['to', 'with', 'into', 'onto'],
  connectWish: listOf(`
    be transferred, be connected, be put through, be passed, be routed, be switched, transferred, connected, put through
  `),
  waitFor: listOf(`
    hold for, wait for, waiting for, holding for, stay on for, hold on for, hang on for, stay on the line for, queue for, hold the line for
  `),
  willWait: listOf('i will, i am, i can, happy to, rather, let me, i would, i do not mind, going to, i am happy to, prepared to, glad to'),
  fetchThem: listOf(`
    get, fetch, find, grab, bring, pull, pull in, bring in, call over, call in, summon, put, put on, rustle up, track down, hand me, get hold of
    get me, find me, fetch me, bring me, give me, grab me, have
  `),
  askIt: listOf(`
    can you, could you, would you, will you, please, go and, just, go, now, can we, could we, and, then, want you to, need you to, kindly, so could you
  `),
  onPhone: listOf(`
    on the phone, on the line, on here, at the front desk, at reception, from reception, from the front desk, on the other end, in there, at your end
    on this call, on the call, on this line, on the other end of this, on the other end of the line, on the other side, on the end of this phone
    at the other end, behind this, on duty
  `),
  wantOf: listOf('want, need, would like, get, have, get me, give me, find me, put, is there, speak to, just want, just need'),
  fromTeam: listOf('from the, from your, in the, in your, at the, on the, of the'),
  teamName: ['team', 'department', 'desk', 'office', 'branch', 'division', 'section', 'staff'],
  forMe: ['for me', 'on the phone', 'on the line', 'on for me', 'to the phone', 'please for me'],
  escape: listOf(`
    get me off, get me out of, get me away from, let me out of, take me off, take me out of, i want out of, get off, let me skip, skip, let me bypass
    how do i get out of, how do i get past, how do i skip, how do i bypass, get me past, i want off, save me from
    turn off, switch off, enough of, no more of, away with, spare me, stop
  `),
  theMachine: listOf(`
    robot, bot, machine, computer, recording, menu, phone menu, automated system, automated menu, system, loop, chatbot, voicebot, answering machine
    automated voice, ai, voice menu, automated line, virtual assistant, robots, machines, automation, automated service, phone tree, phone system
    automated nonsense, automated thing, talking machine, automated rubbish
  `),
  thisOne: listOf('this, the, your, these, a, an, that, this stupid, this damn, this bloody, this endless, this silly, this horrible, any, this annoying'),
  canNotDo: listOf(`
    can not do this with, can not do that with, can not do it with, can not work with, can not cope with, can not handle
    can not deal with, am not doing this with, will not do this with, not doing business with, am no good with, no good with, do not get on with
    do not do, do not want, do not need, am not having
    refuse to use, not going through this with, can not be dealing with, can not explain this to, can not explain it to, do not trust
    not comfortable with, do not get along with, not good with, not giving my details to, will not deal with
  `),
  notYou: ['not you', 'not a robot', 'not a machine', 'not this thing', 'not a bot', 'not a computer'],
  chooser: ['option', 'choose', 'selection', 'as i said', 'i said', 'again', 'like i said', 'for the last time', 'i repeat', 'i keep saying', 'once more', 'the answer is'],
  justNow: ['just', 'forget it', 'now', 'please just'],
  connectShort: ['connect me', 'transfer me', 'put me through', 'patch me through', 'pass me on', 'put me on'],
  alreadyNow: ['already', 'now', 'please', 'then', 'right now', 'immediately', 'straight away', 'thanks'],
  sortOut: listOf(`
    who can sort, who can fix, who can help, who can deal, who knows, who understands, with a brain, who can actually, who actually, who speaks
    who is able, that can, that knows, that understands, who could, who will listen, who gets it, with authority
  `),
  wasTalking: listOf(`
    i was speaking to, i was talking to, i spoke to, i was just speaking to, i was just talking to, i spoke with, i was speaking with
    i was talking with, who was helping me, who called me, i had before, i just spoke to, from before, i had on the phone, i was on with, i talked to
  `),
  wantTalk: listOf(`
    am wanting to talk, am wanting to speak, would care to speak, would care to talk, will speak only, will talk only, only speak, only talk
    only deal, must speak, must talk, have speak, want speak, want talk, need speak, need talk, wanting to speak, wanting to talk
    to have a word, to have a chat, get to speak, get a word
  `),
  sendMe: listOf('pass me, send me, put me, connect me, transfer me, forward me, switch me, patch me, hand me, get me, ring, ring me, link me, pop me, take me'),
  ourDesk: listOf(`
    billing, accounts, support, sales, claims, fraud, complaints, mortgages, lending, loans, reservations, technical support, tech support, customer support
    customer service, customer care, the front desk, reception, the service desk, the help desk, collections, retentions, renewals, the fraud team, the billing team
    the sales team, the claims team, the support team, the complaints team, head office, the switchboard, the branch, the bank, housekeeping, room service
  `),
  inHere: ['in', 'on', 'over', 'here', 'in here'],
  humanPlace: ['working there', 'work there', 'there', 'here', 'in this company', 'at this company', 'around', 'available', 'answering', 'about', 'working here'],
}

export const englishHumanWishes = templatesOf(`
  connectCall over? toward any? *2 whoWorks
  connectCall over? toward anyone
  connect over? to any? *2 teamName
  connectWish through? to any? *2 teamName
  connectCall over? toward ~3 wasTalking
  connect through? to ~3 wasTalking
  willWait waitFor any? *2 whoWorks
  willWait waitFor whoEver
  askIt fetchThem whoEver $
  ^ fetchThem whoEver $
  askIt fetchThem whoEver onPhone
  fetchThem whoEver inHere? sortOut
  fetchThem any? *1 whoWorks forMe
  fetchThem ~1 fromTeam *1 teamName forMe
  wantOf whoEver onPhone
  wantOf any? kind? whoReal $
  isThere whoEver onPhone
  isThere any? kind? whoWorks humanPlace $
  ^ escape thisOne? theMachine $
  canNotDo thisOne? theMachine $
  notYou any? whoReal $
  ^ chooser any? kind? staffWord $
  justNow connectShort alreadyNow? $
  ^ connectShort alreadyNow $
  ^ *2 whoReal pleaseWord $
  wantTalk to any? kind? whoWorks
  wantTalk to anyone
  sendMe ~2 toward ourDesk $
  sendMe ~2 toward ourDesk forMe
  sendMe ~2 toward ourDesk pleaseWord
`)
