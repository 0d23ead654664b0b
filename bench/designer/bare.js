/** React Flow as it is, with as many nodes and edges: what the chart of the designer is held against. */
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { MiniMap, Background, ReactFlow } from '@xyflow/react'

const { nodes, edges } = await (globalThis.fetch('/shape.json')).then((answer) => answer.json())
const flow = createElement(ReactFlow, { defaultNodes: nodes, defaultEdges: edges, minZoom: 0.02, onInit: (view) => (globalThis.view = view), proOptions: { hideAttribution: true } }, createElement(Background), createElement(MiniMap))
createRoot(globalThis.document.getElementById('root')).render(flow)
