import { Autocomplete, Group, type OptionsFilter } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../../api/workspace.js'
import { useResources } from '../../checking/resources.js'
import { PlayButton } from '../../prompts/playing/PlayButton.js'
import { PlayError } from '../../prompts/playing/PlayError.js'
import { usePlaying } from '../../prompts/playing/player.js'
import { speaking } from '../../prompts/playing/speak.js'
import { FieldFrame } from '../fields/FieldFrame.js'
import { lazyList } from '../fields/lazy-list.js'
import { useField } from '../fields/useField.js'
import classes from './Settings.module.css'
import { knownVoices, sampleSentence, timbreOf, voicesFor } from './voices.js'

export interface VoiceFieldProps {
  readonly language: string
  readonly label: string
}

type Options = Parameters<OptionsFilter>[0]['options']

/** Voices whose words hold what is typed. */
const containing = (options: Options, wordsOf: (name: string) => string, search: string): Options =>
  options
    .map((group) => ('items' in group ? { ...group, items: group.items.filter(({ value }) => wordsOf(value).toLowerCase().includes(search.trim().toLowerCase())) } : group))
    .filter((group) => !('items' in group) || group.items.length > 0)

/** Who speaks a language: one of the voices that are known, or any name that an engine of one's own has; it can be heard at once. */
export function VoiceField({ language, label }: VoiceFieldProps) {
  const { t } = useTranslation('inspector')
  const at = `voices.${language}`
  const { value, schema, set } = useField(at)
  const { data: workspace } = useWorkspace()
  const known = knownVoices(useResources())
  const playing = usePlaying(`voice ${language}`)
  const [isTyping, setTyping] = useState(false)
  const voice = typeof value === 'string' ? value : ''
  const data = useMemo(() => {
    const { best, others } = known === undefined ? { best: [], others: [] } : voicesFor(language, known, voice)
    return [
      { group: t('language.voices.best'), items: [...best] },
      { group: t('language.voices.others'), items: [...others] },
    ].filter(({ items }) => items.length > 0)
  }, [known, language, t, voice])
  const told = (name: string): string => {
    const timbre = timbreOf(name)
    switch (timbre.sort) {
      case 'plain':
        return t('language.voices.plain')
      case 'man':
        return t('language.voices.man', { number: timbre.number })
      case 'woman':
        return t('language.voices.woman', { number: timbre.number })
      case 'other':
        return t('language.voices.other', { name: timbre.name })
    }
  }
  const load = speaking(workspace?.speechUrl ?? '', { language, ...(voice !== '' && { voice }), text: sampleSentence(language) })
  return (
    <FieldFrame at={at} schema={schema} label={label} hint={known === undefined ? t('language.voices.free') : undefined}>
      {(input) => (
        <>
          <Group gap={6} wrap="nowrap">
            <Autocomplete
              comboboxProps={lazyList}
              {...input}
              className={classes.voice ?? ''}
              data={data}
              value={voice}
              placeholder={t('language.engineVoice')}
              // What stood there before is no search.
              filter={({ options, search }) => (!isTyping ? options : containing(options, (name) => `${name} ${told(name)}`, search))}
              renderOption={({ option }) => (
                <span className={classes.voiceOption}>
                  <span>{told(option.value)}</span>
                  <span className={classes.voiceName}>{option.value}</span>
                </span>
              )}
              maxDropdownHeight={280}
              onDropdownOpen={() => setTyping(false)}
              onChange={(next) => {
                setTyping(true)
                set(next === '' ? undefined : next)
              }}
            />
            <PlayButton playing={playing} load={load} label={label} />
          </Group>
          <PlayError error={playing.error} />
        </>
      )}
    </FieldFrame>
  )
}
