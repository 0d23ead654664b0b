import { listOf } from '../text/list.js'

const written: Readonly<Record<string, string>> = {
  "can't": 'can not',
  cannot: 'can not',
  "won't": 'will not',
  "shan't": 'shall not',
  "ain't": 'is not',
  "let's": 'let us',
  "y'all": 'you all',
  "o'clock": 'oclock',
  "ma'am": 'ma am',
  gonna: 'going to',
  wanna: 'want to',
  gotta: 'have to',
  gimme: 'give me',
  lemme: 'let me',
  dunno: 'do not know',
  kinda: 'kind of',
  ok: 'okay',
  okey: 'okay',
  thru: 'through',
  pls: 'please',
  plz: 'please',
  im: 'i am',
  ive: 'i have',
  dont: 'do not',
  doesnt: 'does not',
  didnt: 'did not',
  cant: 'can not',
  wont: 'will not',
  isnt: 'is not',
  wasnt: 'was not',
  arent: 'are not',
  havent: 'have not',
  hasnt: 'has not',
  couldnt: 'could not',
  wouldnt: 'would not',
  shouldnt: 'should not',
  thats: 'that is',
  whats: 'what is',
  wheres: 'where is',
  hows: 'how is',
  whos: 'who is',
  theres: 'there is',
  youre: 'you are',
  theyre: 'they are',
}

const subjects = listOf(`
  i, you, he, she, it, we, they, that, this, there, here, what, where, when, who, how, why, something, everything, nothing
  someone, somebody
`)
const auxiliaries: Readonly<Record<string, string>> = { "'m": 'am', "'re": 'are', "'ve": 'have', "'ll": 'will', "'d": 'would', "'s": 'is' }
const negatable = listOf(`
  do, does, did, is, are, was, were, has, have, had, could, would, should, must, need, might
`)

/** Written and slurred short forms -> the words they stand for. */
export const englishContractions: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    subjects.flatMap((subject) => Object.entries(auxiliaries).map(([short, long]) => [subject + short, `${subject} ${long}`])),
  ),
  ...Object.fromEntries(negatable.map((verb) => [`${verb}n't`, `${verb} not`])),
  ...written,
}
