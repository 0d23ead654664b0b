import type { ChosenTriples } from './triples.js'

/** Flows and seeds by mutator, each confirmed by calls; `node bench/seeded-defects.mjs` chooses and confirms them anew. */
export const holdoutTriples: ChosenTriples = {
  'words-in-one-language-only': [['good-13-28', 1], ['appointment-reminder', 1], ['front-desk', 1], ['good-16-20', 1], ['good-17-24', 1], ['good-20-40', 1], ['good-22-24', 1], ['good-25-40', 1], ['good-26-20', 1], ['good-30-40', 1]],
  'answer-not-waited-for': [['card-services', 1], ['it-helpdesk', 1], ['good-29-34', 1], ['good-30-40', 1], ['good-4-34', 1], ['good-8-28', 1], ['good-9-34', 1], ['good-10-40', 1], ['good-15-40', 1], ['good-22-24', 1]],
  'value-that-no-expression-takes': [['card-services', 1], ['good-16-20', 1], ['good-17-24', 1], ['it-helpdesk', 1], ['good-19-34', 1], ['good-23-28', 1], ['good-24-34', 1], ['good-25-40', 1], ['good-28-28', 1], ['good-29-34', 1]],
  'intent-on-two-branches': [['good-9-34', 1], ['good-10-40', 1], ['card-services', 1], ['satisfaction-survey', 1], ['good-13-28', 1], ['good-14-34', 1], ['good-15-40', 1], ['good-18-28', 1], ['good-19-34', 1], ['good-20-40', 1]],
  'never-over-after-the-call': [['satisfaction-survey', 1], ['good-2-24', 1], ['good-3-28', 1], ['appointment-reminder', 1], ['good-4-34', 1], ['good-5-40', 1], ['card-services', 1], ['good-6-20', 1], ['good-7-24', 1], ['good-8-28', 1]],
}
