import { ActionIcon, Button, Group, Menu, Popover, TextInput, Tooltip, UnstyledButton } from '@mantine/core'
import { IconDialpad, IconDots, IconPhoneOff, IconSend2, IconVolumeOff } from '@tabler/icons-react'
import { useState, type FormEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import { tellTime } from './elapsed.js'
import type { Input, Offers } from './moment.js'
import { menuKeys } from './names.js'
import classes from './Simulator.module.css'

const keys = [...'123456789*0#']

interface ComposerProps {
  readonly offers: Offers
  readonly onGive: (input: Input) => void
  readonly field: RefObject<HTMLInputElement | null>
}

/** Keys alone are pressed where keys are taken, everything else is said. */
export function inputOfText(text: string, { takesKeys, globalKeys = {}, records }: Pick<Offers, 'takesKeys' | 'records'> & Partial<Pick<Offers, 'globalKeys'>>): Input {
  const isPressed = (takesKeys && !records && /^[0-9*#]+$/.test(text)) || Object.hasOwn(globalKeys, text)
  return isPressed ? { type: 'presses', keys: text } : { type: 'says', text }
}

/** What the caller does next: words, keys, silence, hanging up. */
export function Composer({ offers, onGive, field }: ComposerProps) {
  const { t } = useTranslation('simulator')
  const [text, setText] = useState('')
  const { node, hearsWords, records, isHungUp } = offers
  const takesKeys = offers.takesKeys || Object.keys(offers.globalKeys).length > 0
  const isClosed = isHungUp || node === undefined
  const placeholder = isClosed ? t('say.closed') : records ? t('say.record') : hearsWords && takesKeys ? t('say.both') : takesKeys ? t('say.keys') : t('say.words')
  const send = (event: FormEvent): void => {
    event.preventDefault()
    const trimmed = text.trim()
    if (trimmed === '' || isClosed) return
    setText('')
    onGive(inputOfText(trimmed, offers))
  }
  return (
    <>
      <Suggestions offers={offers} onGive={onGive} />
      <form onSubmit={send}>
        <Group gap={4} wrap="nowrap">
          <TextInput
            ref={field}
            flex={1}
            value={text}
            maxLength={2_000}
            autoComplete="off"
            aria-label={t('say.label')}
            placeholder={placeholder}
            readOnly={isClosed}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Tooltip label={t('say.send')}>
            <ActionIcon type="submit" size={34} aria-label={t('say.send')} disabled={isClosed}>
              <IconSend2 size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <KeypadButton isDisabled={isHungUp} onGive={onGive} />
          <More offers={offers} onGive={onGive} />
        </Group>
      </form>
      <Group gap={6} grow>
        <Button variant="default" size="compact-sm" leftSection={<IconVolumeOff size={16} aria-hidden />} disabled={isClosed} onClick={() => onGive({ type: 'staysSilent' })}>
          {t('say.silent')}
        </Button>
        <Button variant="default" size="compact-sm" leftSection={<IconPhoneOff size={16} aria-hidden />} disabled={isHungUp} onClick={() => onGive({ type: 'hangsUp' })}>
          {t('say.hangUp')}
        </Button>
      </Group>
    </>
  )
}

function Suggestions({ offers, onGive }: Pick<ComposerProps, 'offers' | 'onGive'>) {
  const { t } = useTranslation('simulator')
  const document = useEditor((state) => state.document)
  const { node, takesKeys, keyCount, terminator, suggestions, mayBeMachine, globalKeys } = offers
  const choices = takesKeys ? menuKeys(document, node) : []
  const example = takesKeys && keyCount !== undefined ? [`${'123456789012345678901234567890'.slice(0, Math.max(1, keyCount))}${terminator ?? ''}`] : []
  const all = [...[...choices, ...example, ...Object.keys(globalKeys)].map((pressed): Input => ({ type: 'presses', keys: pressed })), ...suggestions.filter(({ text }) => text !== '').map(({ text }): Input => ({ type: 'says', text })), ...(mayBeMachine ? [{ type: 'machineAnswers' } satisfies Input] : [])]
  if (all.length === 0) return null
  const keyText = (key: string): string => {
    const meant = globalKeys[key]
    return meant === undefined ? t('say.key', { key }) : t('say.keyMeans', { key, meant: t(`keyIntent.${meant}`) })
  }
  return (
    <div className={classes.chips} role="group" aria-label={t('say.suggestions')}>
      {all.map((input) => (
        <UnstyledButton key={JSON.stringify(input)} className={classes.chip} onClick={() => onGive(input)}>
          {input.type === 'presses' ? keyText(input.keys) : input.type === 'says' ? input.text : t('did.machineAnswers')}
        </UnstyledButton>
      ))}
    </div>
  )
}

function KeypadButton({ isDisabled, onGive }: { readonly isDisabled: boolean; readonly onGive: (input: Input) => void }) {
  const { t } = useTranslation('simulator')
  return (
    <Popover position="top-end" withArrow trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('say.keypad')}>
          <ActionIcon variant="default" size={34} aria-label={t('say.keypad')} disabled={isDisabled}>
            <IconDialpad size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('say.keypad')}>
        <div className={classes.keys}>
          {keys.map((key) => (
            <Button key={key} variant="default" px={0} aria-label={t('say.key', { key })} onClick={() => onGive({ type: 'presses', keys: key })}>
              {key}
            </Button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function More({ offers: { node, dueInMs, isHungUp }, onGive }: Pick<ComposerProps, 'offers' | 'onGive'>) {
  const { t } = useTranslation('simulator')
  return (
    <Menu position="top-end" withArrow>
      <Menu.Target>
        <Tooltip label={t('say.more')}>
          <ActionIcon variant="default" size={34} aria-label={t('say.more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {dueInMs !== undefined && <Menu.Item onClick={() => onGive({ type: 'waits', ms: dueInMs })}>{t('say.skip', { time: tellTime(t, dueInMs) })}</Menu.Item>}
        <Menu.Item disabled={node === undefined} onClick={() => onGive({ type: 'soundFails' })}>
          {t('say.soundFails')}
        </Menu.Item>
        <Menu.Item disabled={isHungUp} onClick={() => onGive({ type: 'endsFromOutside' })}>
          {t('say.outside')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
