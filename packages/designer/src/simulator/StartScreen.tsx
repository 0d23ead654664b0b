import { ActionIcon, Anchor, Button, Collapse, Group, JsonInput, Select, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import type { DraftDocument, Json } from '@callchart/flow'
import { IconChevronDown, IconChevronRight, IconPhoneIncoming, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { nodeName } from './names.js'
import { useSimulator, useSimulatorStore } from './simulator-store.js'

const selectedNode = (selection: ReadonlySet<string>): string | undefined => (selection.size === 1 ? [...selection][0] : undefined)

/** Before a call: what it is for, and what it begins with. */
export function StartScreen() {
  const { t } = useTranslation('simulator')
  const store = useSimulatorStore()
  const selected = useEditor(({ selection }) => selectedNode(selection))
  const name = useEditor(({ document }) => (selected === undefined ? '' : nodeName(document, selected)))
  const isStart = useEditor(({ document }) => document.nodes.some(({ id, kind }) => id === selected && kind === 'start'))
  const [isOpen, setOpen] = useState(false)
  return (
    <Stack p="md" gap="sm">
      <Text fw={600}>{t('start.title')}</Text>
      <Text size="sm" c="dimmed">
        {t('start.help')}
      </Text>
      <Button leftSection={<IconPhoneIncoming size={18} aria-hidden />} onClick={() => store.getState().begin()}>
        {t('start.begin')}
      </Button>
      {selected !== undefined && !isStart && (
        <>
          <Button variant="default" leftSection={<IconPlayerPlay size={18} aria-hidden />} onClick={() => store.getState().begin(selected)}>
            {t('start.beginAt', { name })}
          </Button>
          <Text size="xs" c="dimmed">
            {t('start.beginAtHelp')}
          </Text>
        </>
      )}
      <UnstyledButton mih={28} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Group gap={4}>
          {isOpen ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
          <Text size="sm" fw={600}>
            {t('start.settings')}
          </Text>
        </Group>
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <StartSettings />
      </Collapse>
    </Stack>
  )
}

function StartSettings() {
  const { t } = useTranslation('simulator')
  const store = useSimulatorStore()
  const settings = useSimulator((state) => state.settings)
  const languages = useEditor(({ document }) => document.languages)
  const { set } = store.getState()
  const without = <Key extends keyof typeof settings>(key: Key): void => store.setState(({ settings: { [key]: _gone, ...rest } }) => ({ settings: rest as typeof settings }))
  return (
    <Stack gap="sm">
      <Select
        label={t('start.direction')}
        value={settings.direction}
        data={[
          { value: 'inbound', label: t('start.inbound') },
          { value: 'outbound', label: t('start.outbound') },
        ]}
        allowDeselect={false}
        onChange={(value) => set({ direction: value === 'outbound' ? 'outbound' : 'inbound' })}
      />
      {languages.length > 1 && <Select label={t('start.language')} value={settings.language ?? languages[0] ?? null} data={[...languages]} allowDeselect={false} onChange={(language) => language !== null && set({ language })} />}
      <TextInput label={t('start.ani')} description={t('start.aniHelp')} value={settings.ani ?? ''} maxLength={64} inputMode="tel" onChange={({ currentTarget: { value } }) => (value === '' ? without('ani') : set({ ani: value }))} />
      <DateTimePicker
        label={t('start.time')}
        description={t('start.timeHelp')}
        clearable
        value={settings.at === undefined ? null : new Date(settings.at)}
        onChange={(value) => (value === null ? without('at') : set({ at: new Date(value).toISOString() }))}
      />
      <VariableValues />
      <KeptAnswers />
    </Stack>
  )
}

const typeOf = ({ variables }: DraftDocument, name: string): string => {
  const spec = (variables as Readonly<Record<string, { readonly type?: Json }>> | undefined)?.[name]
  return typeof spec?.type === 'string' ? spec.type : 'string'
}

/** A text that was typed, as the variable's type has it; a text where it is none. */
export function valueOfText(text: string, type: string): Json {
  if (type === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
  if (type === 'boolean') return text === 'true'
  if (type !== 'list') return text
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

function VariableValues() {
  const { t } = useTranslation('simulator')
  const store = useSimulatorStore()
  const document = useEditor((state) => state.document)
  const given = useSimulator((state) => state.settings.variables)
  const names = Object.keys((document.variables ?? {}) as object)
  if (names.length === 0) return null
  const setAll = (variables: Readonly<Record<string, unknown>>): void => store.getState().set({ variables: variables as typeof given })
  const remove = (name: string): void => setAll(Object.fromEntries(Object.entries(given).filter(([each]) => each !== name)))
  return (
    <Stack gap={6}>
      <div>
        <Text size="sm" fw={500}>
          {t('start.variables')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('start.variablesHelp')}
        </Text>
      </div>
      {Object.keys(given).map((name) => (
        <Group key={name} gap={6} wrap="nowrap" align="flex-end">
          <VariableValue name={name} type={typeOf(document, name)} value={given[name] as Json} onChange={(value) => setAll({ ...given, [name]: value })} />
          <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('start.removeVariable', { name })} onClick={() => remove(name)}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Select
        aria-label={t('start.addVariable')}
        placeholder={t('start.addVariable')}
        value={null}
        searchable
        data={names.filter((name) => !Object.hasOwn(given, name))}
        onChange={(name) => name !== null && setAll({ ...given, [name]: typeOf(document, name) === 'boolean' ? true : typeOf(document, name) === 'number' ? 0 : typeOf(document, name) === 'list' ? [] : '' })}
      />
    </Stack>
  )
}

interface VariableValueProps {
  readonly name: string
  readonly type: string
  readonly value: Json
  readonly onChange: (value: Json) => void
}

function VariableValue({ name, type, value, onChange }: VariableValueProps) {
  const [text, setText] = useState(() => (typeof value === 'string' ? value : JSON.stringify(value)))
  const change = (next: string): void => {
    setText(next)
    onChange(valueOfText(next, type))
  }
  if (type === 'boolean') return <Select flex={1} label={name} value={text} data={['true', 'false']} allowDeselect={false} onChange={(next) => change(next ?? 'false')} />
  if (type === 'list') return <JsonInput flex={1} label={name} value={text} autosize minRows={1} onChange={change} />
  return <TextInput flex={1} label={name} value={text} inputMode={type === 'number' ? 'decimal' : 'text'} placeholder={type === 'date' ? 'YYYY-MM-DD' : ''} onChange={(event) => change(event.currentTarget.value)} />
}

function KeptAnswers() {
  const { t } = useTranslation('simulator')
  const editor = useEditorStore()
  const store = useSimulatorStore()
  const answers = useSimulator((state) => state.settings.answers)
  const ids = Object.keys(answers)
  if (ids.length === 0) return null
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {t('start.answers')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('start.answersHelp')}
      </Text>
      {ids.map((id) => (
        <Group key={id} gap={6} wrap="nowrap">
          <Anchor component="button" size="sm" onClick={() => editor.getState().select([id])}>
            {nodeName(editor.getState().document, id)}
          </Anchor>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={t('start.removeAnswer', { name: nodeName(editor.getState().document, id) })}
            onClick={() => store.getState().set({ answers: Object.fromEntries(Object.entries(answers).filter(([each]) => each !== id)) })}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  )
}
