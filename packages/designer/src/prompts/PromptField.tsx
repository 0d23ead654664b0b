import { Button, Group, Input, SegmentedControl, Stack, Text } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import type { Json } from '@callchart/flow'
import { IconAlertTriangleFilled, IconPlus, IconTable } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import { useLastValues } from '../simulator/last-values.js'
import type { Several, Sees } from './prompt-places.js'
import { VariantEditor } from './VariantEditor.js'
import { useLanguageName } from './language-names.js'
import { variantsIn, withVariants, type Variant } from './variant.js'
import { whenSaid } from './when-said.js'

export interface PromptFieldProps {
  readonly label: string
  readonly help?: string
  /** Prompt of a node: variants per language. */
  readonly value: Json | undefined
  /** `undefined` takes the prompt away. */
  readonly onChange: (next: Json | undefined) => void
  /** Several are variants for one visit each, or one for each attempt. */
  readonly several?: 'variants' | 'attempts'
  readonly error?: string
  /** What its templates know beside the variables; whatever some prompt knows, where absent. */
  readonly sees?: Sees
}

/** What any prompt may know. */
const anything: Sees = { value: 'any', queue: 'any', first: 'string', second: 'string' }
const columnPx = 320
const mostVariants = 10
const mostAttempts = 6

/** Edits what is said, per language: side by side where there is room. */
export function PromptField({ label, help, value, onChange, several = 'variants', error, sees = anything }: PromptFieldProps) {
  const { t } = useTranslation('prompts')
  const languages = useEditor(({ document }) => document.languages)
  const { ref, width } = useElementSize()
  const [chosen, setChosen] = useState<string>()
  const languageName = useLanguageName()
  const labelId = useId()
  const shown = chosen !== undefined && languages.includes(chosen) ? chosen : languages[0]
  const isWide = languages.length > 1 && width >= columnPx * languages.length
  const pane = (language: string) => (
    <LanguagePane key={language} language={language} prompt={value} several={several} sees={sees} others={languages.filter((other) => other !== language)} onChange={(variants) => onChange(withVariants(value, language, variants))} />
  )
  return (
    <Input.Wrapper label={label} description={help} error={error} labelElement="div" labelProps={{ id: labelId }}>
      <div ref={ref} role="group" aria-labelledby={labelId} style={{ marginTop: 4 }}>
        {isWide ? (
          <Group align="flex-start" gap="sm" wrap="nowrap">
            {languages.map((language) => (
              <Stack key={language} gap={4} style={{ flex: 1, minWidth: 0 }}>
                <Text size="xs" c="dimmed">
                  {languageName(language)}
                </Text>
                {pane(language)}
              </Stack>
            ))}
          </Group>
        ) : (
          <Stack gap={6}>
            {languages.length > 1 && (
              <SegmentedControl
                size="xs"
                fullWidth
                aria-label={t('languages')}
                value={shown ?? ''}
                onChange={setChosen}
                data={languages.map((language) => ({ value: language, label: <LanguageTab name={languageName(language)} missing={variantsIn(value, language).length === 0} /> }))}
              />
            )}
            {shown !== undefined && pane(shown)}
          </Stack>
        )}
      </div>
    </Input.Wrapper>
  )
}

function LanguageTab({ name, missing }: { readonly name: string; readonly missing: boolean }) {
  const { t } = useTranslation('prompts')
  return (
    <Group gap={4} justify="center" wrap="nowrap">
      {name}
      {missing && <IconAlertTriangleFilled size={12} color="var(--mantine-color-yellow-7)" role="img" aria-label={t('missing')} />}
    </Group>
  )
}

interface LanguagePaneProps {
  readonly language: string
  readonly prompt: Json | undefined
  readonly several: Several
  readonly sees: Sees
  readonly others: readonly string[]
  readonly onChange: (variants: readonly Variant[]) => void
}

const blank: Variant = { type: 'text', text: '' }

/** Variants in one language. The first can be written at once, although there is none yet. */
function LanguagePane({ language, prompt, several, sees, others, onChange }: LanguagePaneProps) {
  const { t } = useTranslation('prompts')
  const readOnly = useEditor((state) => state.readOnly)
  const isInSheet = useEditor((state) => state.view === 'prompts')
  const show = useEditor((state) => state.show)
  const last = useLastValues()
  const languageName = useLanguageName()
  const kept = variantsIn(prompt, language)
  const variants = kept.length === 0 ? [blank] : kept
  const copied = kept.length > 0 ? undefined : others.find((other) => variantsIn(prompt, other).length > 0)
  const most = several === 'variants' ? mostVariants : mostAttempts
  const write = (index: number, next: Variant): void => onChange(isBlank(next) && variants.length === 1 ? [] : variants.map((each, at) => (at === index ? next : each)))
  const move = (index: number, by: number): void => {
    const moved = [...variants]
    const [each] = moved.splice(index, 1)
    if (each !== undefined) moved.splice(index + by, 0, each)
    onChange(moved)
  }
  return (
    <Stack gap={6}>
      {variants.map((variant, index) => (
        <VariantEditor
          // Variants have no names: each keeps its place.
          key={index}
          variant={variant}
          language={language}
          when={whenSaid(index, variants.length, several, t)}
          sees={sees}
          last={last}
          readOnly={readOnly}
          canMoveUp={index > 0}
          canMoveDown={index < variants.length - 1}
          onChange={(next) => write(index, next)}
          onMove={(by) => move(index, by)}
          onRemove={() => onChange(variants.filter((_, at) => at !== index))}
        />
      ))}
      {!readOnly && (
        <Group gap={6}>
          {kept.length > 0 && kept.length < most && (
            <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={12} aria-hidden />} onClick={() => onChange([...kept, blank])}>
              {t(several === 'variants' ? 'addVariant' : 'addAttempt')}
            </Button>
          )}
          {copied !== undefined && (
            <Button size="compact-xs" variant="subtle" onClick={() => onChange(variantsIn(prompt, copied))}>
              {t('copyFrom', { language: languageName(copied) })}
            </Button>
          )}
          {!isInSheet && (
            <Button size="compact-xs" variant="subtle" ml="auto" leftSection={<IconTable size={12} aria-hidden />} onClick={() => show({ view: 'prompts' })}>
              {t('toSheet')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  )
}

const isBlank = (variant: Variant): boolean => variant.type === 'text' && variant.text === ''
