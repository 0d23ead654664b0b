import { ActionIcon, Tooltip } from '@mantine/core'
import type { Json, JsonObject } from '@callchart/flow'
import { IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isObject } from '../../document/node-fields.js'
import { GroupLabel } from './FieldFrame.js'
import { FieldProblemLine } from './FieldProblemLine.js'
import classes from './Fields.module.css'
import { useFieldTexts } from './field-texts.js'
import { useField } from './useField.js'
import { useFieldProblem } from './useFieldProblem.js'

export interface MapFieldProps {
  readonly at: string
  /** What edits the value of an entry. */
  readonly children: (name: string, value: Json, set: (next: Json) => void) => ReactNode
  /** What adds an entry. @param put adds or replaces one */
  readonly adding: (put: (name: string, value: Json) => void, taken: readonly string[]) => ReactNode
  readonly nameOf?: (name: string) => string
  readonly empty?: string
  /** At the end of the line of the label. */
  readonly aside?: ReactNode
}

const without = (map: JsonObject, name: string): JsonObject => Object.fromEntries(Object.entries(map).filter(([each]) => each !== name))

/** Entries by name: headers, variables that are filled. */
export function MapField({ at, children, adding, nameOf = (name) => name, empty, aside }: MapFieldProps) {
  const { t } = useTranslation('inspector')
  const { value, schema, set, replace } = useField(at)
  const { label, help } = useFieldTexts(schema)
  const problem = useFieldProblem(at, label)
  const map = isObject(value) ? value : {}
  const names = Object.keys(map)
  const remove = (name: string): void => {
    const rest = without(map, name)
    replace(Object.keys(rest).length === 0 ? undefined : rest)
  }
  return (
    <div className={classes.field} data-field={at} data-schema={schema} role="group" aria-label={label}>
      <GroupLabel label={label} help={help} aside={aside} />
      {names.length === 0 && empty !== undefined && <div className={classes.hint}>{empty}</div>}
      <div className={classes.rows}>
        {names.map((name) => (
          <div key={name} className={classes.mapRow} data-field={`${at}.${name}`}>
            <code className={classes.mapName} title={nameOf(name)}>
              {nameOf(name)}
            </code>
            <div>{children(name, map[name] ?? null, (next) => set({ ...map, [name]: next }))}</div>
            <Tooltip label={t('remove')}>
              <ActionIcon variant="subtle" color="gray" size={26} mt={5} aria-label={`${t('remove')}: ${nameOf(name)}`} onClick={() => remove(name)}>
                <IconTrash size={15} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </div>
        ))}
      </div>
      {adding((name, added) => replace({ ...map, [name]: added }), names)}
      {problem !== undefined && <FieldProblemLine {...problem} severity={problem.problem.severity} />}
    </div>
  )
}
