import { SegmentedControl } from '@mantine/core'
import type { DraftNode } from '@callchart/flow'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeFormProps } from '../form.js'
import { changeNode } from '../../document/commands/nodes.js'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { Advanced } from '../../inspector/fields/Advanced.js'
import { NodeBasics } from '../../inspector/fields/NodeBasics.js'
import { flowsSource, RemoteField } from '../../inspector/fields/RemoteField.js'
import { SwitchField } from '../../inspector/fields/SwitchField.js'
import { TargetField } from '../../inspector/fields/TargetField.js'

type Destination = 'to' | 'flow' | 'back'

const destinationOf = ({ back, flow }: DraftNode): Destination => (back === true ? 'back' : flow !== undefined ? 'flow' : 'to')

/** A jump goes to one place: what was said of another is taken away. */
const onlyTo = (destination: Destination, node: DraftNode): DraftNode => {
  const { to, flow, back: _back, ...rest } = node
  const kept = destination === 'back' ? { back: true } : destination === 'to' ? (to === undefined ? {} : { to }) : flow === undefined ? {} : { flow }
  return { ...rest, ...kept }
}

export function JumpForm({ node }: NodeFormProps) {
  const { t } = useTranslation('inspector')
  const store = useEditorStore()
  const own = useEditor(({ document }) => document.id)
  const told = destinationOf(node)
  // "Another flow" is chosen before there is one.
  const [wanted, setWanted] = useState<Destination>()
  const destination = told === 'to' && wanted === 'flow' && node.to === undefined ? 'flow' : told
  const choose = (next: Destination): void => {
    setWanted(next)
    store.getState().run(changeNode(node.id, 'editNode', (each) => onlyTo(next, each)))
  }
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('jumpTo.label')}
        value={destination}
        onChange={choose}
        data={[
          { value: 'to' as const, label: t('jumpTo.to') },
          { value: 'flow' as const, label: t('jumpTo.flow') },
          { value: 'back' as const, label: t('jumpTo.back') },
        ]}
      />
      {destination === 'to' && <TargetField at="to" />}
      {destination === 'flow' && <RemoteField at="flow" source={flowsSource} placeholder={t('pickFlow')} except={own} />}
      {destination === 'back' && <SwitchField at="back" isMark />}
      <Advanced>
        <NodeBasics />
      </Advanced>
    </>
  )
}
