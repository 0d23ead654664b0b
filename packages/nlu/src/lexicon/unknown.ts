import { unknownChoice } from './choice-words.js'
import type { KeyIntentWords, Lexicon } from './lexicon.js'

const none = { strong: [], weak: [], recogniser: [] }
const nothing: KeyIntentWords = { declinedBy: 'not', cues: [], phrases: [], templates: [], recogniser: [], samples: [] }

/** A language without a lexicon: the flow's own words only. */
export const unknownLanguage: Lexicon = {
  language: 'und',
  contractions: {},
  hesitations: [],
  openings: [],
  closings: [],
  weakWords: [],
  negation: { negators: [], transparent: [], wishes: [], questions: [], commands: [], answers: [] },
  builtIns: { affirm: none, deny: none, refuse: none, doNotKnow: none },
  choice: unknownChoice,
  neutral: [],
  lists: {},
  keyIntents: { human: nothing, complaint: nothing, displeasure: nothing, doNotCall: nothing, repeat: nothing, goBack: nothing, end: nothing },
  background: [],
}
