import { useTranslation } from 'react-i18next'
import { nodesById } from '../document/node-index.js'
import { useEditorStore } from '../editor/EditorContext.js'
import { canvasOf } from './canvas-store.js'
import { notesOf } from './chart.js'
import { revealNode } from './reveal.js'
import { motionMs } from './view.js'
import type { FlowText, Owner } from './search-index.js'

const keyIntents = ['human', 'complaint', 'displeasure', 'doNotCall', 'end'] as const

/** Leads to where a text of the flow stands: the node and its field, or the page on which it is edited. */
export function useJump(): (entry: FlowText) => void {
  const editor = useEditorStore()
  return ({ owner, path }) => {
    const { show, document } = editor.getState()
    switch (owner.type) {
      case 'node':
        return revealNode(editor, owner.node, path)
      case 'intent':
        return show({ view: 'intents' })
      case 'variable':
        return show({ lower: 'variables' })
      case 'keyIntent':
      case 'flow':
        return show({ view: 'settings' })
      case 'note': {
        const note = notesOf(document).find(([id]) => id === owner.note)?.[1]
        if (note !== undefined) void canvasOf(editor).getState().view?.setCenter(note.x + note.width / 2, note.y + note.height / 2, { zoom: 1, duration: motionMs() })
      }
    }
  }
}

/** How the owner of a text is called. */
export function useOwnerName(): (owner: Owner) => string {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  return (owner) => {
    switch (owner.type) {
      case 'node':
        return nodesById(editor.getState().document).get(owner.node)?.name ?? owner.node
      case 'intent':
        return t('search.intentOf', { name: owner.intent })
      case 'keyIntent': {
        const known = keyIntents.find((intent) => intent === owner.intent)
        return t('search.keyIntentOf', { name: known === undefined ? owner.intent : t(`entries.${known}`) })
      }
      case 'variable':
        return t('search.variableOf', { name: owner.variable })
      case 'flow':
        return t('search.flow')
      case 'note':
        return t('search.noteOnChart')
    }
  }
}
