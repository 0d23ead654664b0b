import type { BuiltInIntent, KeyIntent } from '@callchart/protocol'
import type { ChoiceWords } from './choice-words.js'

/**
 * A sequence of list names; a name that ends in `?` may be left out. `^` first: only words of the list `leads` stand in front, or nothing;
 * `!name` first: no entry of that list does; elsewhere:
 * none follows. `~2`: up to two words, whatever they are; `*2`: none of
 * them a possessive. `$` last: the utterance ends here, or goes on with a word of the list `ends`.
 */
export type Template = readonly string[]

/** What takes a key intent back: "no agent", "do not repeat that", or nothing, where it is a wish in the negative. */
export type DeclinedBy = 'no' | 'not' | 'nothing'

/** How people ask for one key intent. */
export interface KeyIntentWords {
  readonly declinedBy: DeclinedBy
  /** Without one of these, likeness to a sample is chance. */
  readonly cues: readonly string[]
  /** Where there are any, likeness is chance without one of these too: who is wanted is not yet that somebody is. */
  readonly wishes?: readonly string[]
  /** Whole utterances (after fillers are dropped). */
  readonly phrases: readonly string[]
  /** Whole utterances that mean it only where the turn expects nothing that they answer: "that is all"; "back". */
  readonly yielding?: readonly string[]
  /** Sequences found anywhere in an utterance. */
  readonly templates: readonly Template[]
  /** What a recogniser listens for, most valuable first. */
  readonly recogniser: readonly string[]
  /** Asked for in words that a template cannot tell apart; they train the classifier. */
  readonly samples: readonly string[]
}

/** How people say yes, no, leave me alone, or that they do not know. */
export interface BuiltInWords {
  /** Decide also when more follows: "yes, the blue one". */
  readonly strong: readonly string[]
  /** Decide alone; before other words they are little more than a filler. */
  readonly weak: readonly string[]
  /** Sentences that say it; found anywhere in an utterance. */
  readonly templates?: readonly Template[]
  readonly recogniser: readonly string[]
}

export interface Negation {
  readonly negators: readonly string[]
  /** Words a negation reaches across: "not want to speak to" an agent. */
  readonly transparent: readonly string[]
  /** A negator before one of these says that a thing is unwanted: "do not need". */
  readonly wishes: readonly string[]
  /** Words that turn a negation into a complaint or question: "why can't I". */
  readonly questions: readonly string[]
  /** Negate only what they govern: "stop, I want an agent" stops nothing of it. */
  readonly commands: readonly string[]
  /** "No" directly before something negates it only where a yes-or-no answer is expected. */
  readonly answers: readonly string[]
}

/** Words whose company says that a human is wanted; see match/human-signs.ts. */
export interface HumanSigns {
  readonly humans: ReadonlySet<string>
  readonly roles: ReadonlySet<string>
  readonly anybody: ReadonlySet<string>
  /** Make a human of anybody: "a real person". */
  readonly real: ReadonlySet<string>
  readonly talk: ReadonlySet<string>
  readonly connect: ReadonlySet<string>
  readonly want: ReadonlySet<string>
  readonly bring: ReadonlySet<string>
  /** What somebody shall do. */
  readonly help: ReadonlySet<string>
  /** Somebody else is spoken of, or something else than a talk. */
  readonly other: ReadonlySet<string>
  readonly past: ReadonlySet<string>
  /** "Human resources". */
  readonly compounds: ReadonlySet<string>
  /** Before a role that is only mentioned. */
  readonly determiners: ReadonlySet<string>
  readonly offers: ReadonlySet<string>
  /** Beginnings of questions about the one who speaks. */
  readonly asked: readonly (readonly string[])[]
}

/** Everything known of one language before a flow says anything: data only. */
export interface Lexicon {
  readonly language: string
  readonly contractions: Readonly<Record<string, string>>
  /** Hesitations, dropped wherever they stand. */
  readonly hesitations: readonly string[]
  /** Ways to begin a request, dropped in front. */
  readonly openings: readonly string[]
  /** Dropped at the end. */
  readonly closings: readonly string[]
  /** Words that never tell two phrases apart. */
  readonly weakWords: readonly string[]
  readonly negation: Negation
  readonly builtIns: Readonly<Record<BuiltInIntent, BuiltInWords>>
  readonly choice: ChoiceWords
  /** Contain a yes or a no without saying one: "not sure", "no idea". */
  readonly neutral: readonly string[]
  readonly lists: Readonly<Record<string, readonly string[]>>
  readonly keyIntents: Readonly<Record<KeyIntent, KeyIntentWords>>
  readonly humanSigns?: HumanSigns
  /** What callers say that no flow is about; teaches the classifier to reject. */
  readonly background: readonly string[]
}
