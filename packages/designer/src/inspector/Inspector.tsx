import { useEditor } from '../editor/EditorContext.js'
import { FlowFacts } from './FlowFacts.js'
import { NodeInspector } from './NodeInspector.js'
import { SeveralNodes } from './SeveralNodes.js'

/** What is known of the selection, and changed in it. */
export function Inspector() {
  const selection = useEditor((state) => state.selection)
  const [only] = selection
  if (only === undefined) return <FlowFacts />
  return selection.size === 1 ? <NodeInspector key={only} id={only} /> : <SeveralNodes ids={selection} />
}
