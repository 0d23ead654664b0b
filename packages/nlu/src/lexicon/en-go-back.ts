import { listOf, templatesOf } from '../text/list.js'
import type { KeyIntentWords } from './lexicon.js'

export const englishGoBackLists: Readonly<Record<string, readonly string[]>> = {
  goBackVerb: listOf(`
    go back, going back, step back, take me back, take us back, bring me back, bring us back, move back, jump back, back up, send me back
    put me back, went back, get me back, switch back, skip back, head back
  `),
  returnVerb: listOf(`
    go, return, get back, return me, take me, bring me, go back, step back, take me back, bring me back, move back, jump back, back up, back
    send me back, put me back, going back, returning, skip back, take us back, switch back, get me back
  `),
  backBy: listOf(`
    one step, a step, one, one question, a question, one menu, one level, a level, one page, a page, two steps, a bit, one more, one place
    a menu, one question back
  `),
  toThe: ['to the', 'to my', 'to', 'to that', 'to your', 'to the very', 'to our', 'the'],
  previous: ['previous', 'last', 'earlier', 'preceding', 'prior', 'one before'],
  onlyPrevious: ['previous', 'preceding', 'prior'],
  step: listOf(`
    question, questions, step, menu, page, screen, option, options, one, part, point, prompt, answer, thing, section, item, level, stage
    choice
  `),
  before: listOf(`
    to the question before, to the one before, to the step before, to the menu before, to where we were, to where i was
    to where we were before
    to what you asked before, to that question, to the question, to what we had before, to before, to the menu, to the options
    to the question before that, to the one before that, to the part before, to the beginning of the question
  `),
  change: ['change', 'correct', 'fix', 'redo', 'undo', 'edit', 'revise', 'amend', 'changing', 'take back'],
  mine: ['my', 'the', 'that', 'what i said in my'],
  answer: ['answer', 'answers', 'choice', 'selection', 'response', 'entry', 'reply', 'input', 'step'],
  backSteps: listOf(`
    one step back, a step back, one back, one question back, a question back, one menu back, back one, back a step
    back one step
  `),
}

export const englishGoBack: KeyIntentWords = {
  declinedBy: 'not',
  cues: ['back', 'previous', 'last', 'before', 'undo', 'return'],
  phrases: listOf(`
    go back, undo, undo that, undo it, step back, one step back, a step back, back please, the previous one, previous one
    return to previous, go to previous, back again, take that back, scratch that, one back, return to the menu before
  `),
  yielding: ['back', 'previous'],
  templates: templatesOf(`
    goBackVerb $
    goBackVerb backBy $
    returnVerb toThe? previous step $
    goBackVerb before $
    ^ any? onlyPrevious step $
    change mine previous answer $
    backSteps $
  `),
  recogniser: ['go back', 'previous question', 'back'],
  samples: listOf(`
    please go back one question, take me back to the previous menu, i would like to return to the last question
    can we go back to the question before, i want to change the answer that i gave before, i made a mistake let us go back a step
  `),
}
