import { ActionIcon, Button, CloseButton, Group, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { useId, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { editFlow } from '../document/commands/flow.js'
import { useEditor } from '../editor/EditorContext.js'
import { usePlaying } from './playing/player.js'
import { PlayButton } from './playing/PlayButton.js'
import { PlayError } from './playing/PlayError.js'
import { pronunciationsIn, useVariantSound } from './playing/use-variant-sound.js'

export interface PronunciationHelpProps {
  readonly language: string
  /** What the word is looked for in. */
  readonly text: string
  /** Where a word may be selected. */
  readonly inputRef: RefObject<HTMLTextAreaElement | null>
}

/** How a word is said, for the whole flow: select it, write how it sounds, listen. */
export function PronunciationHelp({ language, text, inputRef }: PronunciationHelpProps) {
  const { t } = useTranslation('prompts')
  const [word, setWord] = useState<string>()
  const open = (): void => {
    const input = inputRef.current
    setWord(input === null ? '' : input.value.slice(input.selectionStart, input.selectionEnd).trim().slice(0, 100))
  }
  return (
    <Popover opened={word !== undefined} onChange={(opened) => !opened && setWord(undefined)} position="bottom-end" width={300} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('pronunciation.open')}>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('pronunciation.open')} aria-expanded={word !== undefined} onClick={() => (word === undefined ? open() : setWord(undefined))}>
            <IconLanguage size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>{word !== undefined && <PronunciationForm language={language} text={text} first={word} onDone={() => setWord(undefined)} />}</Popover.Dropdown>
    </Popover>
  )
}

interface PronunciationFormProps {
  readonly language: string
  readonly text: string
  readonly first: string
  readonly onDone: () => void
}

function PronunciationForm({ language, text, first, onDone }: PronunciationFormProps) {
  const { t } = useTranslation('prompts')
  const run = useEditor((state) => state.run)
  const pronunciations = useEditor(({ document }) => document.pronunciations)
  const known = pronunciationsIn({ pronunciations }, language)
  const [word, setWord] = useState(first)
  const [say, setSay] = useState(() => known.find((entry) => entry.text === first)?.say ?? '')
  const key = useId()
  const playing = usePlaying(key)
  const { load } = useVariantSound({ type: 'text', text: say.replaceAll('{{', '') }, language)
  const used = known.filter((entry) => text.includes(entry.text))
  const keep = (list: readonly { readonly text: string; readonly say: string }[]): void =>
    run(editFlow(['pronunciations', language], list.length === 0 ? undefined : list.map((entry) => ({ text: entry.text, say: entry.say }))))
  const save = (): void => {
    keep([...known.filter((entry) => entry.text !== word.trim()), { text: word.trim(), say: say.trim() }])
    onDone()
  }
  return (
    <Stack gap={8}>
      <TextInput size="xs" label={t('pronunciation.word')} description={t('pronunciation.wordHelp')} value={word} maxLength={100} onChange={(event) => setWord(event.currentTarget.value)} data-autofocus={first === '' || undefined} />
      <Group gap={4} align="flex-end" wrap="nowrap">
        <TextInput size="xs" style={{ flex: 1 }} label={t('pronunciation.say')} description={t('pronunciation.sayHelp')} value={say} maxLength={200} onChange={(event) => setSay(event.currentTarget.value)} data-autofocus={first !== '' || undefined} />
        <PlayButton playing={playing} load={load} label={say} />
      </Group>
      <PlayError error={playing.error} />
      <Group justify="flex-end" gap={6}>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          {t('pronunciation.cancel')}
        </Button>
        <Button size="compact-sm" disabled={word.trim() === '' || say.trim() === ''} onClick={save}>
          {t('pronunciation.save')}
        </Button>
      </Group>
      {used.length > 0 && (
        <Stack gap={2}>
          <Text size="xs" fw={500}>
            {t('pronunciation.used')}
          </Text>
          {used.map((entry) => (
            <Group key={entry.text} gap={4} justify="space-between" wrap="nowrap">
              <Text size="xs" truncate>
                {entry.text} → {entry.say}
              </Text>
              <CloseButton size="sm" aria-label={t('pronunciation.remove', { word: entry.text })} onClick={() => keep(known.filter((other) => other !== entry))} />
            </Group>
          ))}
        </Stack>
      )}
    </Stack>
  )
}
