import { listOf } from '../text/list.js'

/** What stands around a wish in English without changing it. */
export const englishBoundaries: Readonly<Record<string, readonly string[]>> = {
  /** Make what follows somebody's own: "my manager" is nobody of ours. */
  possessives: ['my', 'his', 'her', 'their', 'our', 'its'],
  /** Whole beginnings of an utterance. */
  fronts: listOf(`
    okay, ok, alright, all right, right, well, yes, yeah, no, nope, sorry, i am sorry, thanks, thank you, great, perfect, wait, stop, stop it, no no
    not you, look here, enough, hang on, hold on, just a moment, one moment, um, uh, oh, please, and, but, so, actually, excuse me, hello, hi, look
    listen, then, cool, i see, i understand, understood, got it, i get it, fair enough, no worries, oh well, wonderful, awesome, lovely, excellent
    very good, good
  `),
  tails: listOf(`
    please, thanks, thank you, thank you very much, thanks a lot, okay, ok, now, then, so, sir, madam, for me, to me, if you can, if you do not mind
    would you, will you, could you, can you, sorry, for now, thanks again, thank you so much, and thank you, dear, yeah, cheers, thanks so much
    many thanks, much appreciated, mate, buddy, guys, everyone
  `),
  /** May stand before a template that begins with `^`. */
  leads: listOf(`
    okay, alright, right, well, yes, yeah, no, nope, sorry, thanks, thank you, great, wait, hang on, hold on, moment, um, uh, oh, please, but, so
    actually, just, then, listen, look, now, bye, mistake, that is wrong, wrong answer, can you, can i, can we, could you, could i, could we, will you
    would you, goodbye, perfect, good, cool, help, much, fine, cheers, all, honestly, really, frankly, honest, afraid, and, see, understand
    understood, it, oops
  `),
  /** May stand in front of what a caller does or wants done. */
  may: listOf(`
    you can, you may, you can now, can, i will, i am going to, i want to, let us, i would like to, i need to, we can, can you, could you
    would you, will you, i can, may i, can i, could i, can we, please, just, you could, you should, i have to, i am gonna, i should, we should
    feel free to, i think i will, let me, i wish to, how do i, how can i, i will just, we may, i may, you must, just please
  `),
  /** May follow a template that ends with `$`. */
  ends: listOf(`
    please, again, now, thanks, thank, sorry, i, you, can, could, would, will, because, and, but, so, or, okay, no, yes, it, then, for me, to me
    for now, sir, madam, maam, dear, if you, if that is, if it is, if possible, if i may, one more, once more, since, as, there, the line
    the connection, the sound, the signal, this line, this connection, that was, some, someone, somebody, my friend, everyone, to you, guys, man
    buddy, robot, computer, bot, assistant, all, folks, right away, straight away, at once, immediately, let, yeah, do not, never, is that, by the way
    first, instead
  `),
}
