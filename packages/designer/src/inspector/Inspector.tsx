import { useLayoutEffect, useRef } from 'react'
import { useEditor } from '../editor/EditorContext.js'
import { FlowFacts } from './FlowFacts.js'
import { NodeInspector } from './NodeInspector.js'
import { SeveralNodes } from './SeveralNodes.js'

/** What is known of the selection, and changed in it. */
export function Inspector() {
  const selection = useEditor((state) => state.selection)
  const [only] = selection
  const top = useRef<HTMLDivElement>(null)
  // The panel around it has scrolled with what was selected before.
  useLayoutEffect(() => {
    if (top.current?.parentElement != null) top.current.parentElement.scrollTop = 0
  }, [only])
  return <div ref={top}>{only === undefined ? <FlowFacts /> : selection.size === 1 ? <NodeInspector key={only} id={only} /> : <SeveralNodes ids={selection} />}</div>
}
