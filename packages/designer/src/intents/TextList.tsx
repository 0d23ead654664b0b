import { Button, CloseButton, Group, Stack, Text, Textarea } from '@mantine/core'
import { useId, useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Intents.module.css'
import { addLines, type AddedLines } from './intent-texts.js'

export interface TextListProps {
  readonly label: string
  readonly help: string
  readonly placeholder: string
  readonly texts: readonly string[]
  readonly onChange: (texts: readonly string[]) => void
  readonly language: string
  readonly readOnly: boolean
  readonly mostCount: number
  readonly mostLength: number
  /** Texts differ by every sign: patterns. */
  readonly isExact?: boolean
  /** What is to be said beside a text. */
  readonly noteOf?: (text: string) => ReactNode
  readonly autoFocus?: boolean
}

/** A list of short texts: typed one by one, or pasted as a list. */
export function TextList({ label, help, placeholder, texts, onChange, language, readOnly, mostCount, mostLength, isExact = false, noteOf, autoFocus = false }: TextListProps) {
  const { t } = useTranslation('intents')
  const [typed, setTyped] = useState('')
  const [added, setAdded] = useState<AddedLines>()
  const input = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const add = (lines: string): void => {
    if (lines.trim() === '') return
    const result = addLines(texts, lines, { mostCount, mostLength, isExact })
    setAdded(result)
    setTyped('')
    if (result.added > 0) onChange(result.texts)
  }
  const onPaste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData.getData('text')
    if (!/\r?\n./.test(pasted.trim())) return
    event.preventDefault()
    add(pasted)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    add(typed)
  }
  return (
    <Stack gap={6} role="group" aria-labelledby={`${id}-label`}>
      <div>
        <Text id={`${id}-label`} size="sm" fw={600} component="h3">
          {label}{' '}
          <Text span size="xs" c="dimmed" fw={400}>
            {texts.length}
          </Text>
        </Text>
        <Text size="xs" c="dimmed">
          {help}
        </Text>
      </div>
      {!readOnly && (
        <Group gap={6} wrap="nowrap" align="flex-start">
          <Textarea ref={input} autosize minRows={1} maxRows={6} size="xs" style={{ flex: 1 }} lang={isExact ? undefined : language} aria-label={`${label}: ${placeholder}`} placeholder={placeholder} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onPaste={onPaste} onKeyDown={onKeyDown} data-autofocus={autoFocus || undefined} />
          <Button size="xs" variant="default" disabled={typed.trim() === ''} onClick={() => add(typed)}>
            {t('add')}
          </Button>
        </Group>
      )}
      <div role="status" aria-live="polite">
        {added !== undefined && (added.duplicates.length > 0 || added.leftOut.length > 0 || added.added > 1) && (
          <Text size="xs" c="dimmed">
            {[
              ...(added.added > 0 ? [t('added', { count: added.added })] : []),
              ...(added.duplicates.length > 0 ? [t('duplicates', { count: added.duplicates.length, texts: added.duplicates.slice(0, 3).join(' · ') })] : []),
              ...(added.leftOut.length > 0 ? [t('leftOut', { count: added.leftOut.length, length: mostLength, most: mostCount })] : []),
            ].join(' ')}
          </Text>
        )}
      </div>
      {texts.length > 0 && (
        <ul className={classes.texts}>
          {texts.map((text, index) => (
            <li key={index} className={classes.text}>
              <input
                className={isExact ? classes.code : classes.input}
                value={text}
                readOnly={readOnly}
                maxLength={mostLength}
                lang={isExact ? undefined : language}
                spellCheck={!isExact}
                aria-label={t('entry', { number: index + 1 })}
                onChange={(event) => onChange(texts.map((each, at) => (at === index ? event.currentTarget.value : each)))}
                onBlur={() => {
                  if (text.trim() === '') onChange(texts.filter((_, at) => at !== index))
                }}
              />
              {noteOf?.(text)}
              {!readOnly && (
                <CloseButton
                  size="sm"
                  aria-label={t('removeText', { text })}
                  onClick={() => {
                    onChange(texts.filter((_, at) => at !== index))
                    input.current?.focus()
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}
