import type { FlowProblem } from '@callchart/flow'
import { centre } from '../canvas/view.js'
import type { EditorStore } from '../editor/editor-store.js'
import { fieldOfProblem } from '../inspector/problem-words.js'
import { revealField } from '../inspector/reveal.js'

/** Shows the field in which a problem lies. */
export function goToProblem(editor: EditorStore, problem: FlowProblem): void {
  const field = fieldOfProblem(problem)
  revealField(editor, problem.nodeId, field)
  if (problem.nodeId !== undefined) centre(editor, problem.nodeId)
}
