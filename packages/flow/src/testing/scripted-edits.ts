import { courseEdits as behaviouralCourse } from './scripted-edits/behavioural-course.js'
import { talkEdits } from './scripted-edits/behavioural-talk.js'
import { courseEdits as cosmeticCourse } from './scripted-edits/cosmetic-course.js'
import { looksEdits } from './scripted-edits/cosmetic-looks.js'
import { furtherBehaviouralEdits, furtherCosmeticEdits } from './scripted-edits/further.js'
import type { BehaviouralEdit, CosmeticEdit } from './scripted-edits/edit.js'

/** Edits that a caller, or whoever reads the reports of calls, would notice. */
export const behaviouralEdits: readonly BehaviouralEdit[] = [...talkEdits, ...behaviouralCourse, ...furtherBehaviouralEdits]
/** Edits that nobody would notice who does not look at the flow itself. */
export const cosmeticEdits: readonly CosmeticEdit[] = [...looksEdits, ...cosmeticCourse, ...furtherCosmeticEdits]
