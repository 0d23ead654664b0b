import { ActionIcon, Group, Menu, Text, Textarea, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconBraces, IconCode, IconDots, IconFileMusic, IconTextSize, IconTrash } from '@tabler/icons-react'
import { memo, useId, useMemo, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import { RecordingField } from './audio/RecordingField.js'
import { MarkupToolbar } from './MarkupToolbar.js'
import { usePlaying } from './playing/player.js'
import { PlayButton } from './playing/PlayButton.js'
import { PlayError } from './playing/PlayError.js'
import { inUiLanguage, useVariantSound } from './playing/use-variant-sound.js'
import type { Sees } from './prompt-places.js'
import { PronunciationHelp } from './PronunciationHelp.js'
import type { SampleValues } from './sample-values.js'
import { speakingTimeMs, tooLongMs } from './speaking-time.js'
import { variablesOf, variantFaults } from './template-faults.js'
import { TemplateInput } from './TemplateInput.js'
import { asType, plainTextOf, type Variant } from './variant.js'
import { variableChoices } from './variable-choices.js'
import classes from './VariantEditor.module.css'

export interface VariantEditorProps {
  readonly variant: Variant
  readonly language: string
  /** When it is said: at the second visit, at each attempt. */
  readonly when: string
  readonly sees: Sees
  readonly last: SampleValues
  readonly readOnly: boolean
  readonly canMoveUp: boolean
  readonly canMoveDown: boolean
  readonly onChange: (next: Variant) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

/** One way to say something: its words, how they sound, what is wrong with them. */
export const VariantEditor = memo(function VariantEditor(props: VariantEditorProps) {
  const { variant, language, when, sees, last, readOnly, onChange } = props
  const { t } = useTranslation('prompts')
  const id = useId()
  const inputRef = useRef<HTMLTextAreaElement>(null)
  const variables = useEditor(({ document }) => variablesOf(document, sees))
  const declared = useEditor(({ document }) => document.variables)
  const choices = useMemo(() => variableChoices(declared, sees, last), [declared, sees, last])
  const faults = useMemo(() => variantFaults(variant, variables), [variant, variables])
  const { worded, load } = useVariantSound(variant, language, last)
  const playing = usePlaying(`${id} ${language}`)
  const timeMs = speakingTimeMs(variant)
  const isMarkup = variant.type === 'ssml'
  const written = isMarkup ? variant.ssml : variant.text
  const write = (text: string): void => onChange(isMarkup ? withMarkup(variant, text) : { ...variant, text })

  return (
    <div className={classes.variant} role="group" aria-label={when}>
      <div className={classes.head}>
        <Text size="xs" fw={500} className={classes.when ?? ''}>
          {when}
        </Text>
        {variant.type !== 'audio' && timeMs > 0 && (
          <Tooltip label={`${timeMs > tooLongMs ? t('time.tooLong') : t('time.about')} · ${t('time.signs', { count: written.length })}`}>
            <Text size="xs" className={timeMs > tooLongMs ? classes.long : classes.time}>
              {t('time.seconds', { seconds: (timeMs / 1_000).toFixed(timeMs < 10_000 ? 1 : 0) })}
              {timeMs > tooLongMs && ` · ${t('time.long')}`}
            </Text>
          </Tooltip>
        )}
        <Group gap={0} ml="auto" wrap="nowrap">
          <PlayButton playing={playing} load={load} label={when} />
          {!readOnly && variant.type !== 'audio' && <PronunciationHelp language={language} text={written} inputRef={inputRef} />}
          {!readOnly && variant.type !== 'audio' && <InsertVariable inputRef={inputRef} />}
          {!readOnly && <VariantMenu {...props} />}
        </Group>
      </div>
      {variant.type === 'audio' && <RecordingField audio={variant.audio} readOnly={readOnly} onChange={(audio) => onChange({ ...variant, audio })} />}
      {isMarkup && !readOnly && <MarkupToolbar ssml={variant.ssml} inputRef={inputRef} onChange={write} />}
      <TemplateInput
        inputRef={inputRef}
        value={written}
        onChange={write}
        label={variant.type === 'audio' ? t('recording.words') : t('text', { when })}
        isLabelShown={variant.type === 'audio'}
        language={language}
        choices={choices}
        readOnly={readOnly}
        placeholder={variant.type === 'audio' ? t('recording.wordsPlaceholder') : t('placeholder', { braces: '{{' })}
        isMarkup={isMarkup}
        invalid={faults.length > 0}
        describedBy={`${id}-notes`}
      />
      {isMarkup && (
        <Textarea
          size="xs"
          autosize
          minRows={1}
          maxRows={6}
          label={t('markup.plain')}
          description={t('markup.plainHelp')}
          value={variant.text}
          readOnly={readOnly}
          onChange={(event) => onChange({ ...variant, text: event.currentTarget.value })}
        />
      )}
      <div id={`${id}-notes`} className={classes.notes}>
        {faults.map((fault) => (
          <Text key={fault.en} size="xs" c="red">
            {inUiLanguage(fault)}
          </Text>
        ))}
        {variant.type === 'audio' && variant.text.includes('{{') && (
          <Text size="xs" className={classes.long ?? ''}>
            {t('recording.fixed')}
          </Text>
        )}
        {faults.length === 0 && variant.type !== 'audio' && written.includes('{{') && worded !== undefined && worded.type !== 'fault' && (
          <Text size="xs" c="dimmed" lang={language}>
            {t('heardAs')} “{worded.text}”
          </Text>
        )}
        <PlayError error={playing.error} />
      </div>
    </div>
  )
})

/** The plain text goes along as long as nobody wrote another one. */
function withMarkup(variant: Extract<Variant, { type: 'ssml' }>, ssml: string): Variant {
  const goesAlong = variant.text === '' || variant.text === plainTextOf(variant.ssml)
  return { ...variant, ssml, text: goesAlong ? plainTextOf(ssml) : variant.text }
}

/** The way to {{ for whoever does not know it. */
function InsertVariable({ inputRef }: { readonly inputRef: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation('prompts')
  const begin = (): void => {
    const input = inputRef.current
    if (input === null) return
    input.focus()
    // As if it were typed: the list opens, and the browser can take it back.
    if (typeof globalThis.document.execCommand === 'function') globalThis.document.execCommand('insertText', false, '{{ ')
  }
  return (
    <Tooltip label={t('variables.insert')}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('variables.insert')} onMouseDown={(event) => event.preventDefault()} onClick={begin}>
        <IconBraces size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

const types = [
  ['text', IconTextSize],
  ['ssml', IconCode],
  ['audio', IconFileMusic],
] as const

function VariantMenu({ variant, when, canMoveUp, canMoveDown, onChange, onMove, onRemove }: VariantEditorProps) {
  const { t } = useTranslation('prompts')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('more', { when })}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('types.label')}</Menu.Label>
        {types.map(([type, Icon]) => (
          <Menu.Item key={type} leftSection={<Icon size={14} aria-hidden />} aria-current={variant.type === type} fw={variant.type === type ? 600 : undefined} onClick={() => onChange(asType(variant, type))}>
            {t(`types.${type}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconArrowUp size={14} aria-hidden />} disabled={!canMoveUp} onClick={() => onMove(-1)}>
          {t('moveUp')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={14} aria-hidden />} disabled={!canMoveDown} onClick={() => onMove(1)}>
          {t('moveDown')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={14} aria-hidden />} color="red" onClick={onRemove}>
          {t('remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
