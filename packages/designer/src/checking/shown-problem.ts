import type { FlowProblem } from '@callchart/flow'
import type { EditorStore } from '../editor/editor-store.js'

/** Where a problem lies within its node, or within the flow: `branches.0.to`. */
export const fieldOfProblem = ({ nodeId, path = '' }: FlowProblem): string => (nodeId === undefined ? path : path.replace(/^nodes\.\d+\.?/, ''))

/** Shows the node, or the part of the flow, in which a problem lies. */
export function goToProblem(editor: EditorStore, problem: FlowProblem): void {
  const { select, show } = editor.getState()
  const { nodeId } = problem
  if (nodeId !== undefined) {
    select([nodeId])
    show({ view: 'canvas', side: 'inspector' })
  } else show({ view: fieldOfProblem(problem).startsWith('intents') ? 'intents' : 'settings' })
}
