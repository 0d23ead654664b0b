import { listOf, templatesOf } from '../text/list.js'
import type { KeyIntentWords } from './lexicon.js'

export const englishDoNotCallLists: Readonly<Record<string, readonly string[]>> = {
  notTo: listOf(`
    do not, do not ever, do not you ever, never ever, stop, quit, cease, must not, should not, may not, to not, to never
    not to, please never
    better not, you can not, no need to
  `),
  stop: ['stop', 'quit', 'cease', 'stop with', 'keep from', 'give up'],
  never: ['never', 'do not ever', 'never ever'],
  callVerb: listOf(`
    call, calling, phone, phoning, ring, ringing, contact, contacting, dial, dialing, dialling, bother, bothering, harass, harassing
    disturb, disturbing, pester, pestering, spam, spamming, keep calling, try to call, trying to call, telephone
    call on, reach out to, ring up
    keep ringing, keep phoning
  `),
  calling: ['calling', 'phoning', 'ringing', 'contacting', 'bothering me', 'harassing me', 'pestering me', 'spamming me', 'disturbing me'],
  us: listOf(`
    me, us, my number, this number, this phone, my phone, here, at this number, on this number, my house, my home
    my family, this line, people
    me at this number, me on this number, me up
  `),
  ever: listOf(`
    again, any more, anymore, ever again, any longer, ever, anymore ever, about this, about this again, like this, with these calls
    with your calls, in the future, in future, from now on, all the time, every day, at all, over and over
  `),
  dontWant: listOf(`
    do not want, do not wish to receive, do not want to get, do not want to receive, no, no more, stop, stop all
    stop making, stop sending me
    stop giving me, do not need, do not wish to get, do not like, sick of, tired of, do not want to have, end
    do not appreciate, do not make
    do not care for, enough of, enough with, fed up with, do not want to take, refuse, i refuse
  `),
  calls: listOf(`
    calls, more calls, any more calls, these calls, your calls, phone calls, any calls, sales calls, marketing calls, these phone calls
    cold calls, calls from you, any more of these calls, these kind of calls, this kind of call, any more phone calls, any of these calls
    more phone calls, more of these calls, calls like this, calls like these, calls any more, your phone calls, all these calls, all calls
    further calls, any further calls, telemarketing calls, robocalls, unsolicited calls, advertising calls, promotional calls
  `),
  dontWantYou: listOf(`
    do not want you to, do not want you, do not need you to, would like you to stop, want you to stop, asked you to stop, told you to stop
    told you not to, asked you not to, do not want anyone to, do not want people, do not want anybody to
    do not wish you to, rather you did not
    prefer you did not, prefer that you do not, told you people not to, told them not to, need you to stop
    asked them to stop, told them to stop
  `),
  dontWantTo: listOf(`
    do not want to, do not wish to, never want to, do not like to, would rather not, do not need to, prefer not to
    no longer want to, no longer wish to
  `),
  called: listOf(`
    be called, be contacted, be phoned, be bothered, be disturbed, hear from you, hear from you people, be on your list, be on this list
    be on your call list, be on your calling list, get called, be called by you, be contacted by you, be rung, receive these
    be bothered by you, be harassed, get these calls, get your calls, be telephoned, hear from you guys
  `),
  remove: listOf(`
    take, remove, delete, get, drop, erase, scratch, strike, cross, removed, deleted, taken, removing, taking, wipe
  `),
  myNumber: listOf(`
    my number, my phone number, my name, my details, this number, my telephone number, my contact details, my contact
    my mobile number, my data
  `),
  meOrNumber: listOf(`
    me, us, my number, my phone number, my name, my details, this number, my name and number, my telephone number
    my contact details, my data
    our number
  `),
  from: ['off', 'from', 'out of', 'off of', 'from off'],
  your: ['your', 'the', 'this', 'that', 'any', 'all', 'all your', 'all of your', 'these', 'whatever', 'the company'],
  ofCalls: listOf(`
    calling, call, marketing, phone, contact, contacts, telephone, dialing, calls, telemarketing, sales
    calling and marketing
  `),
  callList: ['list', 'lists', 'database', 'system', 'records', 'files', 'register', 'books', 'call list', 'data base', 'file', 'computer'],
  doNotCallList: listOf(`
    do not call list, do not call register, do not call registry, no call list, do not call, opt out list
    do not contact list
  `),
  on: ['on', 'to', 'in', 'onto'],
  optOut: ['opt out', 'opt me out', 'opting out', 'unsubscribe', 'unsubscribe me', 'opted out'],
  ofThese: listOf(`
    of these calls, of your calls, of all calls, of any calls, of calls, of this, of future calls, of phone calls, of marketing calls
    from these calls, from your calls, from calls, of all your calls, of any more calls, of sales calls, of further calls, from this list
    from your list, of being called, of this list, from all calls
  `),
  forget: ['lose', 'forget', 'delete', 'erase', 'remove', 'throw away', 'wipe'],
}

export const englishDoNotCall: KeyIntentWords = {
  declinedBy: 'nothing',
  cues: listOf(`
    call, calls, calling, called, list, phone, phoning, ring, ringing, contact, number, opt, unsubscribe, harass
    harassing, bother
  `),
  phrases: listOf(`
    stop calling, stop calling me, do not call, do not call me, do not call again, never call, never call me, unsubscribe, opt out, no calls
    no more calls, do not contact me, stop the calls, stop these calls, lose my number, do not call list, blacklist me, blacklist my number
    block my number, take me off, remove me, block me, do not phone me, do not ring me, stop bothering me
    do not bother me, stop harassing me
    take my number off, remove my number, delete my number
  `),
  templates: templatesOf(`
    notTo callVerb us ever? $
    stop calling $
    stop calling ever $
    notTo callVerb ever $
    never callVerb us? ever $
    dontWant calls $
    dontWant calls ever $
    dontWantYou callVerb us? ever? $
    dontWantTo called ever? $
    remove meOrNumber from your? ofCalls? callList $
    on your? doNotCallList $
    ^ may? optOut $
    optOut ofThese $
    forget myNumber $
    remove from your? ofCalls callList $
  `),
  recogniser: ['stop calling me', "don't call me again", 'take me off your list'],
  samples: listOf(`
    stop calling me all the time, please take me off your calling list, i do not want to get these calls any more
    i asked you people to never call this number again, how do i make these phone calls stop, remove my number from your system please
    i do not want to be contacted by your company
  `),
}
