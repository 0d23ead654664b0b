import { listOf, templatesOf } from '../text/list.js'
import { englishHumanWishes } from './en-human-wishes.js'
import type { KeyIntentWords } from './lexicon.js'

const person = listOf(`
  agent, agents, human, humans, human being, human beings, person, people, representative, representatives, rep, reps, operator, operators, advisor
  advisors, adviser, advisers, associate, associates, specialist, specialists, supervisor, supervisors, manager, managers, staff, staff member
  staff members, member of staff, members of staff, member of your staff, member of your team, customer service, customer services, customer support
  customer care, support person, call center, call centre, service representative, customer service representative, customer service agent
  support agent, receptionist, reception, attendant, worker, workers, employee, employees, teller, clerk, clerks, team member, team members
  consultant, consultants, banker, officer, colleague of yours, colleagues of yours, expert, team leader, team lead, duty manager, shift manager, boss
  superior, superiors, help desk, helpdesk, front desk, live support, technician, concierge, receptionists, host, hostess, owner, hotel staff, crew
  service desk, service team, support team, head office, live body, living soul, real voice, human operator
`)
const anyone = listOf(`
  someone, somebody, anyone, anybody, someone else, somebody else, anyone else, anybody else, a man, a woman, one of your people, your team
  your colleague, your colleagues, one of your colleagues, a colleague, some other person, another one of you, someone real, somebody real
  anyone real, anybody real, someone human, somebody human, someone there, somebody there, a real one, someone who, somebody who, an actual one
  the person in charge, whoever is in charge, someone in charge, somebody in charge, someone from, somebody from, someone at, somebody at, someone in
  somebody in, one of you, the boss, your boss, people
`)
const machine = listOf(`
  machine, machines, robot, robots, bot, bots, computer, computers, recording, recordings, automated system, automated voice, chatbot, chat bot
  virtual agent, virtual agents, virtual assistant, virtual assistants, voice bot, voicebot, system, ai, automaton, automated assistant
  automated thing, answering machine, computer voice, robot voice, artificial intelligence, voice assistant, automated line
  digital assistant, talking machine, tape
`)

/** Building blocks of the templates below. */
export const englishHumanLists: Readonly<Record<string, readonly string[]>> = {
  wishTo: listOf(`
    i want to, i would like to, can i, could i, let me, may i, i need to, i wish to, how can i, how do i, how could i, i would prefer to
    i would rather, i would love to, i want, i need, i would like, can we, could we, i have to, i must, i should, i was hoping to, i am hoping to
    i demand to, i insist on, i ask to, i asked to, i am asking to, please let me, i am trying to, i am looking to, possible to, allow me to
    i prefer to, i prefer, i would prefer, would be better to, would like to, want to, wanna, i only want to, i just want to, just let me, i will only
    i really want to, i really need to, can i please, could i please, can i just, could i just, may i please, i just need to, i actually want to
    i still want to, able to, be able to, i feel better, more comfortable, where can i, and let me, who can i, gotta, have got to, i said let me
    can you let me, could you let me, would you let me, will you let me, chance to, like to, love to, be nice to, be great to, be good to
    be better to, be easier to
  `),
  talkTo: listOf(`
    talk to, talk with, speak to, speak with, talking to, talking with, speaking to, speaking with, chat with, chat to, have a word with
    have a chat with, get to talk to, get to speak to, talk directly to, talk directly with, speak directly to, speak directly with
    have a conversation with, discuss this with, discuss it with, speak again with, talk again to
  `),
  doWord: ['do', 'did', 'should', 'would', 'will', 'what', 'when'],
  getMe: ['get me', 'give me', 'get us', 'i want', 'i need', 'fetch me', 'bring me', 'get', 'put on', 'find me', 'send me'],
  /** Nobody of ours, or nobody at all. */
  unperson: listOf(`
    you, my, his, her, their, our, him, them, it, this, that, myself, friends, a friend, mom, mum, mother, dad, father, alexa, siri, google, people in
    each other, foreigners, locals, the dead, god, girls, boys, children, kids, animals, an animal, a dog, the neighbours, neighbors, a neighbor
    a doctor, a lawyer, the police, in, about, strangers, a stranger, a girl, a boy, me, himself, herself, the person who, the man who, the guy who
    us
  `),
  connectMe: listOf(`
    transfer me, connect me, put me through, patch me through, hand me over, pass me over, forward me, redirect me, pass me, patch me, hand me off
    pass me on, transfer me over, transfer me back, connect me directly, connect me straight, transfer me directly, transfer me straight
    put me in touch, put me in contact, transfer my call, transfer this call, forward my call, redirect my call, put my call through, put me on
    put me over, get me through
  `),
  unplace: listOf(`
    the internet, internet, wifi, the wifi, wi fi, the wi fi, the network, a network, the hotel wifi, your wifi, your network, bluetooth, my, his, her
    their, hold, speaker, mute, speakerphone, a list, the list, your list, the waiting list, a waiting list, this flight, a flight, the next flight
    another flight, an earlier flight, a later flight, a different flight, a different room, another room, paris, the website, your website, a website
    the app, savings, speaker phone, the guest list, a plan, another plan, the plan, a different plan
  `),
  realPerson: listOf(`
    human, humans, real person, real people, real human, real humans, live person, live people, live agent, live agents, actual person, actual people
    human being, human beings, real agents, real agent, actual human, actual humans, human agents, human agent, human operator, human operators
  `),
  talk: listOf(`
    speak, talk, chat, speaking, talking, chatting, discuss it, discuss this, discuss that, discuss, discussing this, a word, have words, a chat
    a conversation, conversation, deal, dealing, communicate, communicating, converse, interact, interacting, talk about this, talk about it
    talk directly, speak directly, be talking, be speaking, get on the phone, talk this over, talk it over, speak in person, talk in person
    sort this out, sort it out, handle this, resolve this, do this, do it, go over this, go over it, work this out, get to talk, get to speak
    a quick word, a few words
  `),
  to: ['to', 'with'],
  any: listOf(`
    a, an, the, your, some, any, one of your, one of the, one of these, one of those, an actual, another, one of them, some of your, the next
    somebody from, someone from, any of your, any one of your, your other
  `),
  kind: listOf(`
    real, live, actual, human, different, another, living, proper, real live, customer service, service, support, senior, bank, sales, billing
    available, next available, normal, regular, other, physical, genuine, breathing, living breathing, flesh and blood, real life, actual live
    actual human, real human, competent, helpful, qualified, local, technical, technical support, tech support, account, front desk, customer, shop
    hotel, store, company, real actual, nice, first available, non automated, trained, professional, english speaking, better, more senior, higher
    floor, branch, duty, general, personal, office, help desk
  `),
  person,
  anyone,
  strongPerson: listOf(`
    agent, human, human being, representative, operator, real person, live person, actual person, real human, live agent, real agent
    live representative, human agent, customer service, customer service representative, supervisor, real live person, person, manager, somebody else
    someone else, real human being, actual human, actual human being, human operator, live operator, different agent, another agent, other agent
    advisor, human representative, person to talk to, person on the phone, person on the line, human person, people, somebody real, someone real
    living person, human voice, live human, flesh and blood, real people, actual people
  `),
  /** Words of a question about who it is, or of what was or may have to be. */
  asking: listOf(`
    am i, are we, was i, i was, i am, i am not, do i have to, do i need to, have i been, i have been, i have already been, should i, must i
    i was just, i have just been, have been, had to, would i have to, will i have to, were, he is, she is, they are, is, instead of, after, while
    before, when i was
  `),
  sameOr: listOf('same, the same, other, which, what, wrong, right, same sort of, that, first, last, new'),
  connect: listOf(`
    transfer me, connect me, put me, patch me, transfer this call, transfer my call, direct me, transfer this, transfer the call, transferred
    connected, pass me, switch me, hand me, hand me over, send me, redirect me, forward me, get me, forward my call, pass me on, pass me over
    pass my call, pass this, route me, route my call, redirect my call, redirect this call, escalate this, escalate my call, escalate it, escalate
    move me, hand this over, hand this, hand it over, hand over, transferring me, connecting me, putting me, switch my call, plug me, refer me
    bring me, take me, link me, move this, pass it on, pass it, put this through, hook me up, be transferred, be connected, be put, be passed
    get transferred, get connected, get put, switch this, switch over, transfer
  `),
  get: listOf(`
    get, get me, give me, i want, i need, i would like, i want to get, i need to get, i want to reach, reach, find me, bring me, need, want, just want
    just need, just get me, just give me, i said, call, ask for, asking for, rather have, prefer, fetch me, fetch, i demand, demand, i require
    require, looking for, i prefer, give us, get us, send me, put, put on, i ask for, i asked for, i am asking for, i insist on, insist on, wants
    request, i request, requesting, i will only talk to, only talk to, let me have, can i have, could i have, may i have, can i get, could i get
  `),
  isThere: ['is there', 'are there', 'do you have', 'have you got', 'is there even', 'are there even', 'is there not', 'got'],
  contact: listOf(`
    reach, contact, reach out to, get hold of, get a hold of, get in touch with, get through to, be connected to, be connected with, be transferred to
    speak again to, hear from, be called by, be called back by, a call from, a call back from, a callback from, call back from, callback from
    in contact with, in touch with, hold of, getting through to, reaching, contacting, be helped by, help from, assistance from, be served by
    served by, be assisted by, assisted by, explained by, explanation from, an answer from, answers from
  `),
  purpose: listOf(`
    to help me on the phone, on the line, on the phone, to talk to, to speak to, to speak with, i can talk to, i can speak to, i can speak with
    i could talk to, i could speak to, available to talk, to talk with, i can talk with, i could speak with, who knows what, who understands me
    who actually understands, who can understand, to take my call, to answer my call, to call me, call me back, i may speak to, i may speak with
    i might speak to, to chat with, to chat to
  `),
  seeking: listOf(`
    i need, i want, is there, put me through to, get me, give me, find me, i am looking for, i would like, let me talk to
  `),
  helper: listOf(`
    who can help, that can help, can help me, who can help me, who could help, who could help me, who is able to help, that could help
    able to help me, to help me, to assist me, who can assist, who can assist me, who can sort this out, who can fix this, who can deal with this
    who can handle this, who can do something, to explain this to me, to sort this out, to deal with this, who can help me with this
  `),
  through: listOf(`
    through, over, directly, straight, on, on the phone, on the line, up, back, right through, straight through, straight over, back over, in touch
    onto, in contact, on here
  `),
  reject: listOf(`
    do not want to, do not wanna, hate, hate to, sick of, tired of, do not like, do not like to, stop, not, can not, refuse to, do not, no, am not
    do not feel comfortable, not comfortable, do not trust, rather not, will not, do not wish to, not going to, not willing to, done, fed up with
    never, am done, enough, prefer not to, no point, no use, hate having to, do not enjoy, why am i, why do i have to, why should i
    why are you making me, why must i, wasting time, waste of time, wasting my time, had enough of, have no interest in, not interested in
    am not happy, am finished
  `),
  telling: listOf(`
    talk, talking, speak, speaking, discuss, discussing, share, sharing, deal, dealing, chat, chatting, give, giving, tell, telling, communicate
    communicating, interact, interacting, arguing, argue, conversing, converse, put up, wasting my time, waste my time, wasting time, being answered
    explaining, explain, answering, answer, listening, listen, trusting, trust, arguing back and forth, connected, messing around, play games
  `),
  machine,
  /** Of the machine that listens, and only where nothing follows. */
  thisMachine: ['you', 'you any more', 'you anymore', 'it', 'this thing', 'that thing', 'this', 'them', 'you any longer', 'you people'],
  else: listOf(`
    else, real, human, in person, there, from your team, from your company, from your side, on your team, from there, who is human
    who is not a machine
  `),
  some: listOf(`
    someone, somebody, anyone, anybody, one of your people, a person, a human, an agent, a real person, some person, a colleague, a representative
    one of your colleagues
  `),
  someElse: listOf(`
    someone else, somebody else, anyone else, anybody else, another person, another agent, a different person, one of your people, a person, a human
    a real person, an agent, a representative, a colleague, one of your colleagues
  `),
  getSome: ['get', 'have', 'find me', 'bring', 'send', 'call', 'fetch', 'bring in'],
  helpMe: ['to help me', 'help me', 'to assist me', 'assist me', 'to help', 'to help us'],
  letSome: listOf(`
    can not, could not, get, have, let, can, could, will, would, ask, put, is, maybe, perhaps, please have, can you get, could you get, may, find
    need, want, make, should, might
  `),
  elseDo: listOf(`
    to help me, help me, on, to look, look, take a look, look into, to look into, to take a look, handle this, handle it, to handle, deal with
    to deal with, assist, assist me, to assist me, explain, to explain, sort, to sort, fix, to fix, check, to check, take care, to take care, help
    to help, answer, to answer, resolve, to resolve, available
  `),
  phoneDo: listOf(`
    available, available to talk, available to speak, free to talk, who speaks, around to talk, around to help, who is human, here who is human
    to talk to me, talk to me, to speak to me, speak to me, on the line, on the phone, on here, take over, to take over, pick up, to pick up
    pick up the phone, to pick up the phone, answer the phone, to answer the phone, to call me, call me back, to call me back, phone me, to phone me
    to ring me, ring me back, get back to me, get on the phone, come to the phone, come on the line
  `),
  callMe: listOf(`
    call me, call me back, phone me, phone me back, ring me, ring me back, talk to me, speak to me, speak with me, contact me, get back to me
    get in touch with me, come to the phone, come on the line, come on the phone, pick up, pick up the phone
  `),
  whoCan: listOf('who can i, who could i, who do i, whom can i, whom do i, who should i, who may i, whom should i, who would i, who can we'),
  humanOnly: listOf('human, live, personal, in person, human to human'),
  helping: listOf('help, assistance, support, service, contact, interaction, conversation, communication, assistant, attention'),
  notMachine: listOf(`
    not a, not some, not another, not this, no, no more, instead of a, instead of this, rather than a, enough of this, enough with the
    enough with this, not with a, not to a, not the, enough of the, enough of these, other than a, not an, instead of the, anything but a, stop the
    stop with the, forget the, without a, rather than this, rather than the, not your, no stupid, skip the, bypass the, get rid of the, away from this
    out of this, past this, past the
  `),
  onlyMachine: listOf(`
    machine, robot, bot, computer, chatbot, voicebot, voice bot, robots, bots, machines, automated system, recording, automated voice, stupid machine
    stupid robot, stupid bot
  `),
  beConnected: listOf(`
    be connected, be transferred, be put through, get transferred, get connected, be forwarded, get put through, be redirected
  `),
  connectOnly: listOf(`
    connect me, transfer me, put me through, patch me through, connect me now, transfer me now, transfer my call, transfer this call
    transfer the call, connect us, connect my call
  `),
  canNotHelp: listOf(`
    can not help, can not help me, does not help, is not helping, is no help, does not understand me, can not understand me, is useless
    is not working, is not helpful, does not get it, is no use
  `),
  realSome: listOf(`
    someone real, somebody real, anyone real, anybody real, someone human, somebody human, anyone human, anybody human, anyone alive, anybody alive
    someone alive, anyone else there, somebody else there, someone else there
  `),
  staffWord: listOf(`
    agent, representative, rep, advisor, adviser, consultant, specialist, operator, manager, supervisor, receptionist, human, employee, banker, clerk
    teller, concierge, assistant, expert, associate, technician, colleague
  `),
  pleaseWord: ['please', 'please now', 'now', 'now please', 'thanks'],
  canHelp: listOf(`
    could help, can help, help me, help with, could assist, can assist, handle this, handle it, take over, take a look, look at this, look at it
    look into, answer the phone, pick up, check this, check it, fix this, deal with, sort this, explain, should help, would help, instead
  `),
  contactDirectly: ['call', 'phone', 'ring', 'get', 'contact', 'reach', 'speak', 'dial', 'get me', 'call up', 'give me'],
  deskWord: listOf(`
    reception, front desk, help desk, helpdesk, service desk, customer service, receptionist, concierge, call center, call centre, customer care
    customer support, duty manager, hotel manager, branch manager, shift manager, store manager, support team
  `),
  teamPlease: listOf(`
    team please, department please, desk please, reception please, office please, staff please, manager please, service please, support please
    services please, desk, department, supervisor please, people please
  `),
  conversation: listOf(`
    this conversation is, this chat is, this dialogue is, this discussion is, our conversation is, the conversation is, this talk is, this call is
    this whole conversation is, this bot is, this machine is, this robot is, this automated system is, talking to you is
  `),
  useless: listOf(`
    not working at all, not going anywhere, not leading anywhere, going nowhere, leading nowhere, not getting anywhere, getting nowhere, not helping
    not helping me, not helping at all, not getting us anywhere, not getting me anywhere, getting me nowhere, getting us nowhere, no help at all
    no help, not helpful, not helpful at all, unhelpful, pointless, of no help, of no use, not understanding me, not understanding anything
    unable to help, unable to help me, not able to help, not able to help me
  `),
  notWorking: ['not working', 'not working out', 'not working for me', 'not working for us', 'a waste of time', 'a waste of my time'],
  cannotHelp: listOf(`
    you can not help me, you could not help me, you can not help me with this, you are unable to help me, you did not help, you have not helped
    it can not help me, this can not help me, the robot can not help, the bot can not help, the machine can not help, you will not be able to help me
    you are not able to help me, you are the wrong person to talk to, you are not the right person, you are the wrong person
  `),
}

export const englishHuman: KeyIntentWords = {
  declinedBy: 'no',
  cues: [...person, ...anyone, ...machine, 'colleague', 'colleagues', 'hand me over', 'pass me'],
  wishes: listOf(`
    talk, talking, speak, speaking, connect, transfer, put, get, give, need, want, help, call, reach, real, live, please, rather, have, word
    handle, instead, deal, hand, pass, let, contact, answer, would like, can i, could i, is there, are there, ask
  `),
  phrases: listOf(`
    agent, human, human being, representative, rep, operator, person, real person, live person, actual person, live agent, human agent, real human
    real agent, customer service, customer support, customer care, customer service representative, live representative, advisor, supervisor, manager
    somebody real, someone real, transfer me, connect me, put me through, talk to someone, speak to someone, is there a human there
    is there a person there, is there a real person i can talk to, is anybody there i can talk to, help desk, front desk person, helpdesk
    customer services, human operator, live operator, a person, a human, an agent, real people, escalate, escalate this, escalate my call
    someone else, somebody else, another agent, different agent, your supervisor, your manager, your boss, the manager, the supervisor, live support
    human support, human help, human assistance, human assistant, live chat, personal assistance, any human, any agent, any person, transfer my call
    transfer the call, transfer this call, transfer please, transfer, redirect me, put someone on, put somebody on, is anybody there, is anyone there
    talk to agent, speak to agent
  `),
  templates: [...templatesOf(`
    !asking talk to any? kind? person
    !asking talk to any *2 person
    !asking talk to anyone
    connect through? to any? kind? person
    connect through? to any *2 person
    connect through? to anyone
    get any? strongPerson
    contact any? kind? person
    contact any *2 person
    any? kind person purpose
    !sameOr strongPerson purpose
    strongPerson helper
    anyone purpose
    seeking anyone helper $
    get any? kind person
    !asking reject ~1 talk to any? kind? machine
    reject ~1 telling ~5 to any? kind? machine
    reject ~1 telling to thisMachine $
    letSome some else elseDo
    getSome some helpMe
    letSome someElse elseDo
    letSome some else? phoneDo
    isThere any? kind? person $
    isThere any? realPerson
    isThere anyone phoneDo
    !doWord wishTo talkTo !unperson
    connectMe to !unplace
    !asking getMe anyone $
    letSome some ~4 callMe
    isThere any? kind? strongPerson purpose
    isThere anyone purpose
    letSome any kind? person ~2 callMe
    whoCan talk to
    humanOnly helping $
    get any? humanOnly helping
    strongPerson notMachine machine
    notMachine onlyMachine $
    ^ any? *2 teamPlease $
    wishTo beConnected $
    connectOnly $
    reject ~1 telling any? kind? onlyMachine
    any? kind? machine canNotHelp
    isThere realSome
    ^ any? *1 staffWord pleaseWord $
    any? realPerson canHelp
    contactDirectly any? deskWord
    conversation useless
    conversation notWorking $
    cannotHelp
  `), ...englishHumanWishes],
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
