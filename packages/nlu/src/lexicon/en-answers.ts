import { listOf } from '../text/list.js'

/** Sentences that answer yes or no without saying it, and refuse. */
export const englishAnswerLists: Readonly<Record<string, readonly string[]>> = {
  thisThing: ['it', 'that', 'this', 'they', 'these', 'those', 'everything', 'all of it', 'all of that', 'what you said', 'that one', 'this one'],
  surely: listOf(`
    is, is all, is absolutely, is exactly, is perfectly, is fully, is totally, is completely, sounds, sounds about, looks, is quite, is indeed
    is just, seems, was, is about, are, are all
  `),
  correct: listOf(`
    right, correct, fine, good, true, accurate, perfect, great, alright, okay, the one, it, exactly it, exactly right, exactly that, the correct one
    the right one, it exactly
  `),
  endYes: listOf(`
    yes, yeah, yep, yes please, yes i do, yes it is, so yes, yes exactly, yes correct, yes sure, yes that is right, yes that is correct
  `),
  thatIsWhat: ['that is what', 'this is what', 'that is exactly what', 'yes that is what', 'it is what'],
  iSaid: ['i said', 'i asked', 'i want', 'i wanted', 'i meant', 'i need', 'i told you', 'i have said'],
  isNot: listOf(`
    is not, was not, are not, were not, is actually not, is definitely not, is certainly not, is really not, is not really, is not actually
  `),
  /** What something may turn out not to be; "it is not working" denies nothing. */
  notWhat: listOf(`
    a, an, the, my, his, her, our, your, mine, for, by, from, that, this, me, what i, with, what, true, correct, right, about, necessary, needed
  `),
  itself: listOf(`
    it, that, this, so, like that, the case, me, true, right, correct, necessary, okay, fine, good, mine, him, her, us
  `),
  iNever: ['i never', 'i did not', 'i have not', 'i have never', 'i was not', 'we never', 'we did not'],
  sayIt: listOf(`
    say, said, ask, asked, mean, meant, want, wanted, order, ordered, request, requested, agree, agreed, ask for, asked for, saying, asking for
    agree to, agreed to
  `),
  that: ['that', 'it', 'this', 'so', 'any of that', 'anything like that', 'such a thing', 'anything', 'any of this', 'these', 'those'],
  iWant: ['i do not', 'i will not', 'i would not', 'do not', 'we do not', 'i do not really', 'i do not think i'],
  noMore: listOf(`
    need anything, need anything else, want anything, want anything else, need it, want it, need that, want that, need any, need more, want more
    need any more, need any help, need help, want any, have any, have anything else, have anything, have one, have it, have that, like it, like that
    agree, agree with that, accept, accept that, mind, remember saying that, think that is right, think it is, think i do, think i did, think i have
  `),
  iCanNot: listOf(`
    i can not, i can not really, i will not be able to, i really can not, i am not able to, i could not, i am afraid i can not, we can not
    i really will not be able to
  `),
  makeIt: ['make it', 'make that', 'come', 'do that', 'do it', 'attend', 'be there'],
  iWillNot: listOf(`
    i will not, i am not going to, i do not want to, i do not wish to, i would rather not, i prefer not to, i would prefer not to, i refuse to
    i do not feel like, i do not feel comfortable, i am not comfortable, i do not like to, i do not care to, i am not willing to, i decline to
    i am not allowed to
  `),
  iRefuse: ['i refuse', 'i refuse to', 'i decline', 'i decline to'],
  tellIt: listOf(`
    tell, tell you, say, answer, answer that, give you, give that, give out, give you that, share, share that, disclose, reveal, telling you, sharing
    giving you, giving, answering, discuss, discussing, talk about, talking about, participate, take part, do this survey, do a survey, comment
    say that, tell you that
  `),
}
