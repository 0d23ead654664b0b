import { SegmentedControl } from '@mantine/core'
import type { DraftNode } from '@callchart/flow'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeNode } from '../../document/commands/nodes.js'
import { useEditor } from '../../editor/EditorContext.js'
import { TemplateField } from '../../inspector/fields/ExpressionFields.js'
import classes from '../../inspector/fields/Fields.module.css'
import { QueueField } from '../../inspector/fields/QueueField.js'

/** Fields of which one says where a transfer leads. */
const places = ['queue', 'extension', 'sip', 'number'] as const
export type Place = (typeof places)[number]

/** The first that is filled; a node that says nothing yet is about to name a queue. */
export const placeOf = (node: DraftNode): Place => places.find((place) => node[place] !== undefined) ?? 'queue'

const others = (place: Place): readonly string[] => [...places.filter((each) => each !== place), ...(place === 'number' ? [] : ['shows'])]

/** A queue is not called by REFER: the kind of transfer goes back to the usual one. */
const withPlace = (node: DraftNode, place: Place): DraftNode => {
  const left = others(place)
  const isUnfit = place === 'queue' && node.mode === 'refer'
  const kept = Object.entries(node).filter(([field]) => !left.includes(field) && !(isUnfit && field === 'mode'))
  return Object.fromEntries(kept) as unknown as DraftNode
}

/** Where the caller is taken: what was written for another place goes when this one is chosen. */
export function PlaceField({ node, onChoose }: { readonly node: DraftNode; readonly onChoose: (place: Place) => void }) {
  const { t } = useTranslation('inspector')
  const run = useEditor((state) => state.run)
  const filled = places.filter((each) => node[each] !== undefined)
  const [wanted, setWanted] = useState<Place>(placeOf(node))
  const place = filled.length > 0 ? placeOf(node) : wanted
  const shown = filled.length > 0 ? filled : [place]
  const choose = (next: Place): void => {
    setWanted(next)
    onChoose(next)
    run(changeNode(node.id, 'editNode', (current) => withPlace(current, next)))
  }
  return (
    <>
      <div className={classes.field}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('place.label')}
          data={places.map((value) => ({ value, label: t(`place.${value}`) }))}
          value={place}
          onChange={(next) => choose(next)}
        />
      </div>
      {shown.map((each) => (each === 'queue' ? <QueueField key={each} at="queue" /> : <TemplateField key={each} at={each} placeholder={t(`place.example.${each}`, { skipInterpolation: true })} />))}
      {(place === 'number' || node.shows !== undefined) && <TemplateField at="shows" placeholder={t('place.example.shows', { skipInterpolation: true })} />}
    </>
  )
}
