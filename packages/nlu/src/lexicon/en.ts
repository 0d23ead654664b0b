import { joinLists, listOf, templatesOf } from '../text/list.js'
import { englishChoice } from './choice-words.js'
import { englishComplaint, englishComplaintLists } from './en-complaint.js'
import { englishContractions } from './en-contractions.js'
import { englishAnswerLists } from './en-answers.js'
import { englishBackground } from './en-background.js'
import { englishBoundaries } from './en-boundaries.js'
import { englishDispleasure, englishDispleasureLists } from './en-displeasure.js'
import { englishDoNotCall, englishDoNotCallLists } from './en-do-not-call.js'
import { englishDoNotKnow, englishDoNotKnowLists } from './en-do-not-know.js'
import { englishEnd, englishEndLists } from './en-end.js'
import { englishGoBack, englishGoBackLists } from './en-go-back.js'
import { englishHuman, englishHumanLists } from './en-human.js'
import { englishHumanSigns } from './en-human-signs.js'
import { englishHumanWishLists } from './en-human-wishes.js'
import { englishRepeat, englishRepeatLists } from './en-repeat.js'
import type { Lexicon } from './lexicon.js'

const openings = listOf(`
  oh, hi, hello, hey, hi there, hello there, hey there, good morning, good afternoon, good evening, please, well, so, okay, ok
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
      want, wanna, need, to, speak, talk, talking, speaking, chat, with, be, being, transferred, connected, transfer, transferring, connect
      connecting, put, putting, me, like, would, wish, going, i, for, asking, ask, require, through, any, a, an, another, the, your, real, live, human
      please, mind, think, necessarily, really, even, make, making, file, have, get, give, you to, send, sending, calling, my, one, of, longer, go
      just, yet, trying, looking, that, this
    `),
    wishes: ['want', 'need', 'wish', 'like', 'care to'],
    questions: ['why', 'can', 'could', 'will'],
    commands: ['stop', 'without', 'never'],
    answers: ['no', 'nope'],
  },
  builtIns: {
    affirm: {
      strong: listOf(`
        yes, yeah, yep, yup, yes please, yes i do, yes it is, yes that is right, yes that is correct, that is right, yes that is it, yes do it
        that is correct, that is it, correct, it is correct, you are right, exactly, affirmative, definitely, absolutely, of course, certainly
        sure thing, yes sure, you bet, sounds good, sounds right, looks good, that works, that works for me, please do, go ahead, why not, no problem
        that is fine, that is good, that is the one, i agree, i confirm, confirmed, i think so, i believe so, i guess so, i suppose so, i hope so
        by all means, indeed, for sure, yes indeed, aye, i would love that, that will do, that is exactly it, exactly that, that is exactly right
        it surely is, it certainly is, it sure is, it is indeed, that is what i said, that is what i want, that is what i meant, that is what i mean
        not wrong, uh huh, mm hmm, mhm, absolutely right, that is true, it is true, that is perfect, that is great, that would be great
        that would be good, that would be fine, that would be perfect, sounds great, sounds perfect, okay go ahead, yes go ahead, please go ahead
        please proceed, right on, very well, works for me, i am happy with that, i am okay with that, i am fine with that, fine by me, fine with me
        okay with me, okay by me, good with me, it was me, that was me, all correct, all good, everything is correct, everything is right
        that is okay, that is alright, exactly right, quite right, correct yes, could not agree more, no objection, no objections
      `),
      weak: listOf(`
        sure, right, okay, fine, good, great, alright, all right, true, yea, ya, cool, i would, please, do it, it is, i do, i would love to, perfect
        proceed, i did, it was, i have, i am, it does, they are, they do, it did, i can, i will, we do, we are, i was, we have, we did, let us do it
        let us do that, lovely, wonderful, brilliant, excellent
      `),
      templates: templatesOf(`
        ^ thisThing surely correct $
        endYes $
        ^ thatIsWhat iSaid
      `),
      recogniser: ['yes', 'yeah', 'correct', 'yes please'],
    },
    deny: {
      strong: listOf(`
        no, nope, nah, no thanks, no thank you, not really, no i do not, no it is not, that is not correct, no it was not, no they are not
        no i am not, no i have not, no i did not, that is wrong, that is not right, that is incorrect, incorrect, it is wrong, it is incorrect, wrong
        you are wrong, negative, not at all, i do not think so, do not think so, absolutely not, definitely not, of course not, certainly not
        not that one, not this one, that is not it, that is not what i said, that is not what i want, i did not say that, no way
        that is not what i meant, that is not what i asked, that is not what i asked for, that is not what i wanted, that is not me, this is not me
        not exactly, not quite, that is not mine, i am good thanks, i disagree, uh uh, that is not good, that is not okay, that is not fine
        that is not true, it is not true, it is not correct, it is not right, this is not right, this is wrong, this is not correct
        that is not the one, nuh uh, wrong number, i am all set, all set, no that is all, no that is it, no that is everything, that does not work
        that does not work for me, that will not work, that will not work for me, that is no good, none of them, none of those, none of these
        neither of them, i am afraid not, i do not believe so, hell no, heck no
      `),
      weak: listOf(`
        not, none, neither, i do not, it is not, do not, is not right, is not correct, not correct, not right, not today, not now, not right now
        not yet, never, i would not, not that, not good, not okay, not fine, not true, i am good, i am fine, i am okay, nothing, nothing else
        that is all, i did not, it was not, i have not, i am not, i can not, they are not, it does not, it did not, is not, was not, no longer
        i was not, we do not, we are not, it has not, that is not, this is not, not me, not mine, not this, do not do it, do not do that
      `),
      templates: templatesOf(`
        ^ thisThing isNot notWhat
        ^ thisThing isNot itself $
        ^ iNever sayIt that
        ^ iWant noMore $
        ^ iCanNot makeIt
      `),
      recogniser: ['no', 'nope', 'no thanks', 'wrong'],
    },
    refuse: {
      strong: listOf(`
        not interested, i am not interested, no interest, leave me alone, stop calling me, do not call me, do not call me again
        i do not want to, i do not want it, no i do not want to
        i do not want that, i do not want this, i do not want any, i do not need it, i do not need that, i do not need this
        i do not need any, i would rather not, rather not, i prefer not to, i would prefer not to, no comment
        none of your business, i am not telling you, i am not giving you that, i am not going to tell you
        take me off your list, remove me from your list, i decline, forget it, go away, i do not want to say
        i do not want to tell you, i do not want to answer, i do not have time, not for me
        i can not talk right now, that is private, that is confidential, that is none of your business
      `),
      weak: listOf(`
        busy, skip, pass, stop, cancel, stop it, decline, never mind, no time, i am busy, i do not want, i do not need, i refuse, i will not
        i am not going to, do not want to, stop calling, do not call, do not call again, no thanks i am busy, stop that, stop this
      `),
      templates: templatesOf(`
        ^ iWillNot tellIt
        ^ iRefuse tellIt
      `),
      recogniser: ['not interested', 'no thanks', 'stop calling me'],
    },
    doNotKnow: englishDoNotKnow,
  },
  choice: englishChoice,
  neutral: listOf(`
    not sure, i am not sure, i do not know, do not know, no idea, i have no idea, i do not understand, do not understand, i do not remember
    do not remember, right now, right away, no one, i am not certain, yes or no, yes and no, maybe not, what do you mean, i did not hear
    i did not get that, i did not catch that, i did not understand, do not have, i do not have, did not get, did not receive, is it, sure if, for good
    good morning, good afternoon, good evening, ok so, no matter, do i, right thing, wrong with, great deal, if that is okay, if that is fine
    if that is alright, if that is all right, if that is right, if it is okay, if that works, if that works for you, for no reason
  `),
  lists: joinLists(
    englishBoundaries,
    englishHumanLists,
    englishHumanWishLists,
    englishComplaintLists,
    englishDispleasureLists,
    englishDoNotCallLists,
    englishDoNotKnowLists,
    englishRepeatLists,
    englishGoBackLists,
    englishEndLists,
    englishAnswerLists,
  ),
  humanSigns: englishHumanSigns,
  keyIntents: {
    human: englishHuman,
    complaint: englishComplaint,
    displeasure: englishDispleasure,
    doNotCall: englishDoNotCall,
    repeat: englishRepeat,
    goBack: englishGoBack,
    end: englishEnd,
  },
  background: englishBackground,
}
