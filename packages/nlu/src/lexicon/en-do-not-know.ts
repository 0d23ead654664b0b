import { listOf, templatesOf } from '../text/list.js'
import type { BuiltInWords } from './lexicon.js'

export const englishDoNotKnowLists: Readonly<Record<string, readonly string[]>> = {
  /** May stand between the caller and what they do not know. */
  frankly: listOf(`
    really, honestly, just, actually, truly, simply, probably, still, also, even, do, quite, exactly, at all, to be honest, particularly, currently
    personally
  `),
  doNotKnow: listOf(`
    i do not know, i do not remember, i do not recall, do not know, do not remember, do not recall, i can not remember, i can not recall
    can not remember, can not recall, i could not tell you, could not tell you, i can not tell you, i could not say, could not say, i can not say
    i can not tell, can not tell, i would not know, would not know, i do not really know, i do not really remember, i do not even know
    i do not even remember, i do not quite know, i do not quite remember, i do not exactly know, i do not exactly remember, i do not actually know
    i do not actually remember, i can not really remember, i can not really recall, i can not really say, i can not really tell
    i do not really recall, i do not quite recall, i can not quite remember, i can not quite recall, do not really know, do not really remember
    do not even know, do not even remember, do not quite remember, do not actually know, he does not know, she does not know, they do not know
    we do not know, we do not remember, we can not remember, i can not think of, could not remember, i could not remember, i can not exactly remember
    i can not seem to remember, i am not able to remember, i am unable to remember, i am not able to say, i can not honestly say
    i can not say exactly, i can not be sure, can not be sure, not know, i have never known, i am unable to recall, i do not happen to know
    i do not happen to remember, i really do not know, i honestly do not know, i just do not know, i really do not remember
    i honestly do not remember, i just do not remember, i have not got a clue, i have not a clue, i have not the faintest idea
    i have not the slightest idea, have not got a clue, have not a clue, i do not have a clue, do not have a clue, i do not have any idea
    do not have any idea, i do not have the faintest idea, i do not have the slightest idea, i have not got any idea, i have not got the faintest
    i did not pay attention
  `),
  notSure: listOf(`
    not sure, not certain, not really sure, not really certain, not quite sure, not quite certain, not too sure, not so sure, not very sure
    not entirely sure, not totally sure, not completely sure, not exactly sure, not absolutely sure, not hundred percent sure
    not a hundred percent sure, not one hundred percent sure, not entirely certain, not completely certain, not fully sure, unsure, uncertain
    not positive, not all that sure, not that sure, not even sure, not actually sure, not super sure, still deciding, still thinking about it
    still thinking about that, still undecided, in two minds, having doubts, not terribly sure, not particularly sure
  `),
  noIdea: listOf(`
    no idea, no clue, not a clue, not the faintest idea, not the slightest idea, no idea whatsoever, no idea at all, no clue at all
    absolutely no idea, absolutely no clue, zero idea, not the foggiest, no earthly idea, no knowledge of that, no knowledge of it, no recollection
  `),
  forgot: listOf(`
    i forgot, i forget, i have forgotten, i have forgot, i completely forgot, i totally forgot, i have completely forgotten, i have totally forgotten
    i just forgot, i must have forgotten, i think i forgot, i keep forgetting, i seem to have forgotten
  `),
  unknownWhat: listOf(`
    if, whether, which, the exact, exactly, that, it, this, those, these, about that, about it, for sure, for certain, off the top, about, about the
    off hand, offhand, right now, at the moment, what it, what that, what kind, what type, what sort, what number, what date, what day, what time
    what name, what model, when it, when that, when i, when exactly, where it is, where i, how much, how many, how long, how old, who it, who that
    any of, any more, anymore, at all, what i, what you mean, anything about, yet, either, maybe, perhaps, probably, possibly, i think
    i guess, let me, to be honest, to tell you, to say, sorry, sir, madam, honestly, because, but, and, so, or, the answer, which one
    one way or the other, of any
  `),
  iAmJust: listOf(`
    i am, i am just, i am really, i am honestly, i am actually, i am afraid i am, i was, we are, honestly i am, really, i am still, i am sorry i am
    i just am, he is, she is, they are, he was, she was, they were
  `),
  iHave: listOf(`
    i have, i really have, i honestly have, i have absolutely, i have really, i have honestly, i have got, i got, i have actually, honestly, really
    absolutely, i just have, we have, i am afraid i have, i still have, sorry
  `),
  forgotten: listOf('it, that, which, when, where i, this, all about it, those, these, about it, about that, again, already'),
  iDoNotHave: ['i do not have', 'do not have', 'i have not got', 'have not got', 'i do not carry', 'i do not really have'],
  haveWhat: listOf(`
    it, that, them, this, those, the number, that number, my number, the details, those details, that information, the information, the card number
    my account number, the account number, the reference, the reference number, the code, that one, the answer
  `),
  withMe: ['with me', 'on me', 'handy', 'at hand', 'to hand', 'in front of me', 'here with me', 'memorised', 'memorized', 'by heart'],
  longAgo: ['so long', 'long ago', 'long time ago', 'ages ago', 'a while ago', 'been a while', 'think', 'sorry but', 'no sorry'],
  whWord: ['where', 'when', 'which', 'who', 'what', 'how many', 'how much', 'how long'],
  iDoubt: listOf(`
    i have doubts, i have my doubts, i have some doubts, i have not decided, have not decided, i have not made up my mind, i can not decide
    i could not decide, i have yet to decide, we have not decided
  `),
  thatOne: ['that', 'this', 'it', 'that one', 'the number', 'that number'],
  howShould: ['how would', 'how should', 'how could', 'where would', 'why would'],
  iKnow: ['i know', 'i know that', 'i remember', 'i remember that'],
  ifThat: ['is', 'was', 'are', 'were', 'it', 'i', 'by heart', 'off', 'right', 'at'],
  whichThing: ['my', 'the', 'his', 'her', 'their', 'our', 'that', 'what my', 'what the', 'what that'],
  itIs: listOf(`
    it is, it would be, that is, that would be, it is really, it is very, it is a bit, that is really, rather, it is quite, it is so
  `),
  hardTo: listOf(`
    hard to say, hard to tell, difficult to say, difficult to tell, impossible to say, impossible to tell, hard to know, difficult to know
    hard to remember, difficult to remember, tough to say, hard to be sure, too long ago to remember
  `),
}

export const englishDoNotKnow: BuiltInWords = {
  strong: [],
  weak: listOf(`
    i do not know, do not know, no idea, i have no idea, no clue, i have no clue, not a clue, i do not remember, do not remember, i do not recall
    i can not remember, can not remember, i can not recall, not sure, i am not sure, i am not certain, not certain, i am unsure, unsure, i forgot
    i forget, i have forgotten, beats me, who knows, nobody knows, no one knows, not that i know of, not that i know, i lost track, i have lost track
    lost track, god knows, heaven knows, goodness knows, hard to say, hard to tell, absolutely no idea, i have absolutely no idea, really no idea
    i have really no idea, i really have no idea, i honestly have no idea, honestly no idea, no idea at all, i have no idea at all, absolutely no clue
    it is hard to say, it is hard to tell, your guess is as good as mine, search me, i could not tell you, i could not say, i can not say
    i can not tell, i would not know, how should i know, how would i know, how am i supposed to know, i wish i knew, i have not got a clue
    i do not have a clue, i have not the faintest idea, i have not a clue, i do not have that information, i do not have that
    i do not have it with me, i do not have it on me, i do not have that with me, i do not have that on me, i do not have it handy
    i do not have it at hand, i do not have that handy, i would have to look it up, i would have to look, i would have to check, i would need to check
    i would need to look it up, i need to look it up, i do not have the number with me, i do not have the number, i do not have that number
    i do not really know, i really do not know, i honestly do not know, i just do not know, i am not really sure, i am not too sure
    i am not quite sure, not really sure, not too sure, not quite sure, i am not entirely sure, i do not know that, i do not know it
    i do not know either, it escapes me, it slipped my mind, it has slipped my mind, i am drawing a blank, drawing a blank, my mind is blank
    i can not think of it, i do not know yet, i have not decided, i have not decided yet, i am undecided, i can not decide, cannot decide
    no recollection, i do not have an answer, i do not have any idea, do not have a clue, i am clueless, i do not know what to say
    i do not know what to answer
  `),
  templates: templatesOf(`
    ^ doNotKnow unknownWhat
    ^ doNotKnow $
    longAgo ~1 doNotKnow $
    ^ thatOne doNotKnow $
    ^ doNotKnow whWord $
    ^ iDoubt
    ^ howShould iKnow $
    ^ iAmJust? notSure $
    ^ iAmJust? notSure unknownWhat
    ^ iHave? noIdea $
    ^ iHave? noIdea
    ^ itIs? hardTo
    ^ forgot $
    ^ iDoNotHave haveWhat withMe
    ^ forgot forgotten
    ^ forgot whichThing ~2 $
    ^ doNotKnow whichThing ~4 $
    ^ doNotKnow whichThing ~2 ifThat
  `),
  recogniser: ["i don't know", "i'm not sure", 'no idea', "i don't remember"],
}
