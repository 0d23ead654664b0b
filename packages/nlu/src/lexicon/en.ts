import { listOf } from '../text/list.js'
import { englishChoice } from './choice-words.js'
import { englishContractions } from './en-contractions.js'
import { englishBackground } from './en-background.js'
import { englishBoundaries } from './en-boundaries.js'
import { englishDoNotCall, englishDoNotCallLists } from './en-do-not-call.js'
import { englishEnd, englishEndLists } from './en-end.js'
import { englishGoBack, englishGoBackLists } from './en-go-back.js'
import { englishComplaint, englishHuman, englishLists } from './en-key-intents.js'
import { englishRepeat, englishRepeatLists } from './en-repeat.js'
import type { Lexicon } from './lexicon.js'

const openings = listOf(`
  hi, hello, hey, hi there, hello there, hey there, good morning, good afternoon, good evening, please, well, so, okay, ok
  actually, just, i want to, i want, i would like to, i would like, i like to, i need to, i need, i have to, i have got to
  i am calling to, i am calling about, i am trying to, i am looking to, i am going to, i was hoping to, i was wondering if i could
  i was wondering if you could, i wish to, i just want to, i just need to, i just want, i just need, can you, could you, would you
  will you, can i, could i, may i, can you help me, can you help me to, could you help me, help me, help me to, let me, let us
  i will, give me, get me, can i get, could i get, can i have, could i have, it is about, this is about, about, yes i want to
  yes i would like to, you know, i think, i guess, i mean
`)

export const english: Lexicon = {
  language: 'en',
  contractions: englishContractions,
  hesitations: ['um', 'uh', 'er', 'erm', 'ah', 'hmm', 'hm', 'umm', 'uhm', 'uhh', 'mm', 'please', 'kindly'],
  openings,
  closings: listOf(`
    please, thanks, thank you, thank you very much, thanks a lot, if you can, if possible, for me, now, right now, today, sir
    madam, ma am, you know
  `),
  weakWords: ['a', 'an', 'the', 'my', 'some', 'to'],
  negation: {
    negators: ['not', 'never', 'without', 'instead of', 'rather than', 'no need', 'no longer', 'stop', 'nothing to', 'nobody', 'no one'],
    transparent: listOf(`
      want, wanna, need, to, speak, talk, talking, speaking, chat, with, be, being, transferred, connected, transfer, transferring
      connect, connecting, put, putting, me, like, would, wish, going, i, for, asking, ask, require, through, any, a, an, another
      the, your, real, live, human, please, mind, think, necessarily, really, even, to, make, making, file, have, get, give
      you to, send, sending, calling, my, one, of, longer, go, just, yet, trying, looking, that, this
    `),
    wishes: ['want', 'need', 'wish', 'like', 'care to'],
    questions: ['why', 'can', 'could', 'will'],
    commands: ['stop', 'without', 'never'],
    answers: ['no', 'nope'],
  },
  builtIns: {
    affirm: {
      strong: listOf(`
        yes, yeah, yep, yup, yes please, yes i do, yes it is, yes that is right, yes that is correct, that is right
        that is correct, that is it, correct, it is correct, you are right, exactly, affirmative, definitely, absolutely
        of course, certainly, sure thing, yes sure, you bet, sounds good, sounds right, looks good, that works, go ahead
        please do, why not, no problem, that is fine, that is good, that is the one, i agree, i confirm, confirmed, i do, it is
        by all means, indeed, for sure, yes indeed, aye, i would love to, i would love that, do it, perfect, that will do
        not wrong, uh huh, mm hmm, mhm
      `),
      weak: ['sure', 'right', 'okay', 'fine', 'good', 'great', 'alright', 'all right', 'true', 'yea', 'ya', 'cool', 'i would', 'please'],
      recogniser: ['yes', 'yeah', 'correct', 'yes please'],
    },
    deny: {
      strong: listOf(`
        no, nope, nah, no thanks, no thank you, not really, no i do not, i do not, no it is not, it is not, not correct, not right
        is not right, is not correct, that is wrong, that is not right, that is not correct, that is incorrect, incorrect
        it is wrong, it is incorrect, wrong, you are wrong, negative, not at all, i do not think so, do not think so
        absolutely not, definitely not, of course not, certainly not, not today, not now, not right now, not yet, not that one
        that is not it, that is not what i said, that is not what i want, i did not say that, no way, never, do not, i would not
        not exactly, not quite, that is not mine, not that, not good, not okay, not fine, not true, i am good, i am fine
        i am okay, nothing, nothing else, that is all, no that is all, no that is it, no that is everything, i disagree, uh uh
        nuh uh, wrong number, i am all set, all set
      `),
      weak: ['not', 'none', 'neither'],
      recogniser: ['no', 'nope', 'no thanks', 'wrong'],
    },
    refuse: {
      strong: listOf(`
        not interested, i am not interested, no interest, leave me alone, stop calling, stop calling me, do not call
        do not call me, do not call again, do not call me again, do not want to, i do not want to, i do not want it
        i do not want that, i do not want this, i do not want any, i do not need it, i do not need that, i do not need this
        i do not need any, i refuse, i would rather not, rather not, i prefer not to, i would prefer not to, no comment
        none of your business, i will not, i am not going to, i am not telling you, i am not giving you that
        take me off your list, remove me from your list, i decline, decline, forget it, never mind, go away, i do not want to say
        i do not want to tell you, i do not want to answer, i do not have time, no time, not for me, i do not want, i do not need
        i can not talk right now, i am busy
      `),
      weak: ['busy', 'skip', 'pass', 'stop', 'cancel', 'stop it'],
      recogniser: ['not interested', 'no thanks', 'stop calling me'],
    },
  },
  choice: englishChoice,
  neutral: listOf(`
    not sure, i am not sure, i do not know, do not know, no idea, i have no idea, i do not understand, do not understand
    i do not remember, do not remember, right now, right away, no one, i am not certain, yes or no, yes and no, maybe not
    what do you mean, i did not hear, i did not get that, i did not catch that, i did not understand, do not have, i do not have
    did not get, did not receive, is it, sure if, for good, good morning, good afternoon, good evening, ok so, no matter, do i
    right thing, wrong with, great deal
  `),
  lists: {
    ...englishBoundaries,
    ...englishLists,
    ...englishDoNotCallLists,
    ...englishRepeatLists,
    ...englishGoBackLists,
    ...englishEndLists,
  },
  keyIntents: {
    human: englishHuman,
    complaint: englishComplaint,
    doNotCall: englishDoNotCall,
    repeat: englishRepeat,
    goBack: englishGoBack,
    end: englishEnd,
  },
  background: englishBackground,
}
