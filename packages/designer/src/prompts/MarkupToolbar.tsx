import { Button, Group, Menu } from '@mantine/core'
import { IconChevronDown, IconPlayerPause, IconTextCaption, IconVolume } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { insideSpeak, mannerNames, manners, pauses, sayAsKinds, sayAsNames, wrapped } from './markup.js'

export interface MarkupToolbarProps {
  readonly ssml: string
  readonly inputRef: RefObject<HTMLTextAreaElement | null>
  readonly onChange: (ssml: string) => void
}

/** Puts markup where the cursor stands, so that nobody needs to know it by heart. */
export function MarkupToolbar({ ssml, inputRef, onChange }: MarkupToolbarProps) {
  const { t } = useTranslation('prompts')
  const put = (before: string, after = ''): void => {
    const input = inputRef.current
    const from = insideSpeak(ssml, input?.selectionStart ?? ssml.length)
    const to = Math.max(from, insideSpeak(ssml, input?.selectionEnd ?? ssml.length))
    const { text, cursor } = wrapped(ssml, from, to, before, after)
    onChange(text)
    // The menu takes the focus back to its button first.
    requestAnimationFrame(() => {
      input?.focus()
      input?.setSelectionRange(cursor, cursor)
    })
  }
  const button = { size: 'compact-xs', variant: 'default', rightSection: <IconChevronDown size={12} aria-hidden /> } as const
  return (
    <Group gap={4} role="toolbar" aria-label={t('markup.label')}>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button {...button} leftSection={<IconPlayerPause size={12} aria-hidden />}>
            {t('markup.pause')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {pauses.map((time) => (
            <Menu.Item key={time} onClick={() => put(`<break time="${time}"/>`)}>
              {t(`markup.pauses.${time}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button {...button} leftSection={<IconVolume size={12} aria-hidden />}>
            {t('markup.manner')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mannerNames.map((name) => (
            <Menu.Item key={name} onClick={() => put(manners[name][0], manners[name][1])}>
              {t(`markup.manners.${name}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button {...button} leftSection={<IconTextCaption size={12} aria-hidden />}>
            {t('markup.sayAs')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {sayAsNames.map((name) => (
            <Menu.Item key={name} onClick={() => put(sayAsKinds[name][0], sayAsKinds[name][1])}>
              {t(`markup.sayAsKinds.${name}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}
