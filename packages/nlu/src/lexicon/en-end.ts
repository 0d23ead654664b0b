import { listOf, templatesOf } from '../text/list.js'
import type { KeyIntentWords } from './lexicon.js'

export const englishEndLists: Readonly<Record<string, readonly string[]>> = {
  farewell: listOf(`
    goodbye, good bye, bye, bye bye, bye now, bye for now, farewell, see you later, see ya later, see you soon, talk later, talk soon, speak soon
    have a nice day, have a good day, have a great day, have a lovely day, have a good one, have a nice evening, have a good evening
    have a good night, have a nice one, have a great one, have a good weekend, have a nice weekend, have a great evening, cheers bye, cheerio, ta ta
    ciao, adieu, toodles, arrivederci, hasta la vista, au revoir, bye everybody, catch you later
    have a wonderful day, byebye, have a nice time, adios, buh bye, bubye, nice talking to you, nice talking with you, nice speaking with you
    nice speaking to you, good talking to you, good talking with you, great talking to you, good speaking with you, good speaking to you
    nice chatting with you, pleasure talking to you, pleasure speaking with you, lovely talking to you, lovely speaking to you, enjoyed talking to you
    enjoyed talking with you
  `),
  /** Said of others, too, where they do not stand alone: "it is nice to see you". */
  parting: listOf(`
    see you, see ya, see you then, see you around, see you tomorrow, see you next time, talk to you later, talk to you soon, talk to you tomorrow
    so long, tata, speak to you later, speak to you soon, take care, good night, goodnight, take it easy, later, laters, until next time
    i will talk to you later, i will speak to you later, i will see you later, i will call back later, we will talk later, catch you around
    till next time, i will see you, see you in a bit, see you in a while, peace out, thanks for talking, thanks for chatting
  `),
  byeWord: ['goodbye', 'good bye', 'bye bye', 'bye now', 'bye for now', 'see you later'],
  endVerb: listOf(`
    end, finish, terminate, close, stop, quit, leave, conclude, disconnect, wrap up, exit, cut, drop, be done with, hang up, cancel, kill
  `),
  thisCall: listOf(`
    this call, the call, our call, this chat, the chat, our chat, this conversation, the conversation, our conversation, this session, the session
    this discussion, the discussion, call, conversation, this phone call, the phone call, the line, this dialogue
  `),
  hangUp: listOf(`
    hang up, hang up now, hang up the phone, hang up on you, disconnect the call, end the call, end this call, end call, finish the call
    finish this call, terminate the call, terminate this call, close the call, close this call, drop the call, end our call, end it here
    end it now, stop the call, stop this call, end the conversation, end this conversation, finish this conversation, leave it there
    call it a day, call it quits, stop talking now, stop there, leave it for now, leave it for today, be done with this call, finish now
    disconnect this call, disconnect now, get off the phone, hang up this call, finish here, end here, stop here, leave it at that, wrap up
  `),
  mustGo: listOf(`
    i have to go, i have got to go, i need to go, i must go, i should go, i have to run, i got to go, i have to leave, i better go, i had better go
    i should get going, i need to run, i am leaving now, i will let you go, we are done here, i am done here, i need to leave, i will be going now
    i will be leaving now, i am off, i am out of here, i have to hang up, i have to hit the road, have to hit the road, have to run, have to get going
    better get going, need to get going, must get going, have to be going, have to go now, need to go now, better go now, have to dash, i have to dash
    i am leaving, i am off now, i have to get off the phone, time to go, i am going now, i am going to go, i will go now, i have another call
    i need to get going, i must be going, i must dash, i will leave now, we have to go, i will go, i will hang up, i must run, i have to get going
    i am hanging up
  `),
}

export const englishEnd: KeyIntentWords = {
  declinedBy: 'not',
  cues: ['bye', 'goodbye', 'hang', 'end', 'finish', 'done', 'all', 'later', 'day', 'go'],
  phrases: listOf(`
    goodbye, good bye, bye, bye bye, hang up, end call, end the call, disconnect, have to go, got to go
    that is all goodbye, no thank you goodbye
    i am hanging up, close the conversation, leave me now, finished goodbye
  `),
  yielding: listOf(`
    that is all, that is it, that is everything, that will be all, nothing else, i am done, i am finished, all done, we are done, i am good
    i am all set, all set, that is all i needed, that is all i wanted, that is all for today, that is all for now, that is it for today
    that is it for now, no that is all, i have everything i need, nothing more, no more questions, i have no more questions
    i do not need anything else, i do not have any more questions, that is all i need, that is everything i needed
    that is all i wanted to know
    that is everything for today, i have no other questions, no other questions, i have nothing else
    no further questions, that would be all
    that will do, i think that is all, i think that is it, i do not need anything more, i am okay now, we are finished
    that was all, that was it
    i am done for today, done, finished, i am all done, that was everything, that is all i wanted to ask, that will be everything
  `),
  templates: templatesOf(`
    farewell $
    ^ parting $
    ^ byeWord ~4 $
    ^ may? hangUp $
    ^ may? endVerb thisCall $
    ^ mustGo $
  `),
  recogniser: ['goodbye', 'bye', "that's all", 'hang up'],
  samples: listOf(`
    thank you for your help goodbye, that is all for today have a nice day, okay i will hang up now, i have everything i need bye bye
    let us end the call here, no more questions thanks and goodbye
  `),
}
