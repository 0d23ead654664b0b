import { Badge } from '@mantine/core'
import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { useLastValues } from '../../simulator/last-values.js'
import { inUiLanguage } from '../playing/use-variant-sound.js'
import { variablesOf, variantFaults } from '../template-faults.js'
import { TemplateInput } from '../TemplateInput.js'
import { variableChoices, type VariableChoice } from '../variable-choices.js'
import { variantsIn, type Variant } from '../variant.js'
import classes from './PromptSheet.module.css'
import { promptNow, sheetCommand, withText, type SheetRow } from './sheet-rows.js'

export interface SheetCellProps {
  readonly row: SheetRow
  readonly column: number
  readonly language: string
  readonly where: string
}

const none: readonly VariableChoice[] = []

/** One text in one language, written where it stands. */
export const SheetCell = memo(function SheetCell({ row, column, language, where }: SheetCellProps) {
  const { t } = useTranslation('prompts')
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const variables = useEditor(({ document }) => variablesOf(document, row.place.sees))
  const last = useLastValues()
  const [isIn, setIn] = useState(false)
  const cell = row.cells[column]
  const { place, index } = row
  const isTooEarly = cell === undefined && index > 0 && variantsIn(place.value, language).length < index
  const faults = useMemo(() => (cell === undefined ? [] : variantFaults(cell, variables)), [cell, variables])
  const choices = useMemo(() => (isIn ? variableChoices(store.getState().document.variables, place.sees, last) : none), [isIn, store, place.sees, last])

  const write = (next: Variant | undefined): void => {
    const { document, run } = store.getState()
    run(sheetCommand([{ place, language, variants: withText(variantsIn(promptNow(document, place), language), index, next) }]))
  }
  /** A text that was emptied goes once somebody has left it; until then it keeps its line. */
  const leave = (): void => {
    setIn(false)
    const now = variantsIn(promptNow(store.getState().document, place), language)[index]
    if (now?.type === 'text' && now.text === '') write(undefined)
  }

  return (
    <div className={classes.cell} onFocus={() => setIn(true)} onBlur={leave}>
      {cell !== undefined && cell.type !== 'text' && (
        <Badge size="xs" tt="none" variant="light" className={classes.mark ?? ''} color={cell.type === 'ssml' ? 'grape' : 'teal'}>
          {t(cell.type === 'ssml' ? 'sheet.markup' : 'sheet.recording')}
        </Badge>
      )}
      {cell?.type === 'ssml' ? (
        <div className={classes.text} lang={language}>
          {cell.text === '' ? cell.ssml : cell.text}
        </div>
      ) : (
        <TemplateInput
          value={cell?.text ?? ''}
          onChange={(text) => write(cell === undefined ? { type: 'text', text } : { ...cell, text })}
          label={t('sheet.cell', { where, language })}
          language={language}
          choices={choices}
          readOnly={readOnly || isTooEarly}
          placeholder={isTooEarly ? t('sheet.earlier') : index === 0 ? t('missing') : ''}
          invalid={faults.length > 0}
          isPlain
        />
      )}
      {faults.map((fault) => (
        <div key={fault.en} className={classes.fault}>
          {inUiLanguage(fault)}
        </div>
      ))}
    </div>
  )
})
