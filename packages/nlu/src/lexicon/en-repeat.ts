import { listOf, templatesOf } from '../text/list.js'
import type { KeyIntentWords } from './lexicon.js'

export const englishRepeatLists: Readonly<Record<string, readonly string[]>> = {
  /** The caller is going to say something again. */
  self: ['i will', 'i already', 'i have to', 'i said', 'i can', 'shall i', 'should i', 'do i have to', 'have to', 'need to', 'must', 'going to'],
  selfRepeating: listOf(`
    i will, i already, i have to, i said, i can, let me, i, shall i, should i, can i, may i, have to, need to, must, going to, will
  `),
  repeatVerb: ['repeat', 'repeating', 'repeat again', 'restate'],
  sayVerb: listOf(`
    repeat, repeating, restate, say, saying, tell me, tell us, read, reading, read back, read out, go over, going over, go through
    going through, run through, run me through, give me, hear, play, explain, ask, ask me, telling me, play back
    take me through
  `),
  said: listOf(`
    it, that, this, that one, them, those, these, the question, your question, that question, the last question, the options, the choices
    my options, my choices, the menu, the list, what you said, what you just said, what you were saying, what you asked, what that was
    the last part, the last bit, the last thing, the last sentence, the last one, the first part, the first one, the last option
    the first option, the message, that part, that last part, that last bit, all that, all of that, everything, the number, that number
    the numbers, the date, the time, the reference, the reference number, the price, the instructions, the whole thing, yourself
    that sentence, your last sentence, that response, that last response, your last response, your last message, that phrase, your response
    the last response, the last thing you said, the last thing you told me, what you told me, what you just told me, your statement
    the last thing that you said, that statement, your last statement, the last message, that message, that bit, what you have said
  `),
  back: ['back', 'back to me', 'to me', 'for me', 'out', 'out loud', 'please', 'all'],
  again: listOf(`
    again, over, once more, one more time, another time, once again, a second time, one last time, over again, all over again, more slowly
    slower, a bit slower, slowly, a little slower, a bit louder, louder
  `),
  notHeard: listOf(`
    did not hear, did not catch, could not hear, can not hear, could not catch, did not understand, do not understand
    could not understand, can not understand, did not follow, could not follow, could not make out, can not make out, did not quite hear
    did not quite catch, did not really hear, did not really catch, did not properly hear, did not even hear, can hardly hear
    could hardly hear, can barely hear, could barely hear, did not quite understand, did not really understand, did not grasp
    do not hear, did not quite follow, have not heard, have not understood
  `),
  notGot: ['did not get', 'did not quite get', 'did not really get', 'do not get', 'did not fully get', 'could not get'],
  unheard: listOf(`
    that, you, it, this, anything, any of it, any of that, all of that, a word, a word you said, a thing, you properly, you well, you there
    you very well, very well, properly, well, clearly, you clearly, that properly, that well, that clearly
  `),
  words: listOf(`
    that, what you said, what you just said, what you were saying, what you asked, what you are saying, everything you said
    anything you said, the question, your question, the options, the choices, the last part, the last bit, the last thing
    the last question, that last part, that last bit, that part, the first part, the last sentence, the last word
    the last option, you there
  `),
  whatWas: ['what was', 'what were', 'what are', 'what is'],
  whatPast: ['what was', 'what were'],
  thatOnly: ['that', 'it you said'],
  againPlease: ['again please', 'once more please', 'one more time please', 'once again please'],
  asked: listOf(`
    that again, the question, the question again, your question, the options, the options again, the choices, the choices again, my options again
    my choices again, the last part, the last bit, the last option, the last question, the question you asked, the question you just asked
    the first option, the first one, the first part, the menu again, that you said, that you just said, that last part, that last bit, that last thing
    it you said, it again
  `),
  whatSaid: listOf(`
    what did you say, what did you just say, what did you say there, what are you saying, what were you saying
    what have you said, what have you just said, what did you ask, what did you ask me, what did you just ask, what did you mean by that
    what do you say, what was it you said, what was that you said, how was that, what did you tell me, what did you just tell me
    what did you just mention, what did you mention, what question did you ask, what question did you just ask, what was said
    what was just said, what was that question, what did you ask me just now, what did you just ask me
  `),
  missed: ['missed', 'i missed', 'i just missed', 'i have missed'],
  unclear: listOf(`
    you are breaking up, you were breaking up, you broke up, you are cutting out, you cut out, you were cutting out
    your voice is breaking up, your voice broke up, you are very quiet, you are too quiet, you sound very quiet, you faded out
    you are fading, you are too fast, that was too fast
  `),
  speak: ['speak', 'talk', 'say it', 'say that'],
  /** A voice that is asked for is best given by saying it again. */
  voice: listOf(`
    slower, a bit slower, a little slower, more slowly, slowly, a bit more slowly, louder, a bit louder, a little louder, up, up a bit, more clearly
    clearly, a bit more clearly
  `),
  pardoned: ['beg your pardon', 'pardon me', 'come again', 'sorry what', 'excuse me what'],
  repeatedToo: ['repeated', 'repeated again', 'said again', 'read again', 'read back', 'repeated back'],
  askIfRepeated: listOf(`
    could that be repeated, can that be repeated, could it be repeated, can it be repeated, could the question be repeated
    can the question be repeated, could you be repeating that
  `),
}

export const englishRepeat: KeyIntentWords = {
  declinedBy: 'not',
  cues: listOf('repeat, again, say, said, hear, heard, catch, pardon, once more, more time, question, options, missed, listen, listening'),
  phrases: listOf(`
    repeat, repeat that, repeat it, repeat please, again please, please again, sorry again, say again, once more, one more time, once again, pardon
    pardon me, i beg your pardon
    beg pardon, come again, what, what what, what sorry, sorry what, say what, eh, excuse me, what was that, what is that, did not hear
    did not catch, could not hear, did not understand that, can not hear, speak up, louder, slower, slow down, speak slower, speak louder
    speak more slowly, speak slowly, not so fast, too fast, i did not hear, i could not hear, i did not get that, i can not hear you
    sorry i did not hear, i was not listening, repetition, what did she say, what did he say, hear that again, hear it again
    i did not understand, i did not hear you, i did not catch that
  `),
  templates: templatesOf(`
    !selfRepeating repeatVerb said back? $
    ^ repeatVerb back? $
    !self sayVerb said? back? again $
    said repeatedToo $
    askIfRepeated $
    notHeard unheard $
    notHeard words $
    notGot words $
    whatWas asked $
    whatPast thatOnly $
    ^ againPlease $
    whatSaid $
    missed words $
    unclear $
    pardoned $
    ^ may? speak voice $
  `),
  recogniser: ['say that again', 'repeat', 'repeat the question', 'what did you say'],
  samples: listOf(`
    can you say that again please, please repeat the question, i did not catch what you said, could you repeat the options for me
    what did you just say, let me hear that one more time, sorry i was not listening say it again, read me the choices once more
    i could not hear you over the noise, would you mind saying that once more
  `),
}
