import { ActionIcon, Loader, RingProgress, Tooltip } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Playing } from './player.js'
import type { LoadSound } from './player-machine.js'

export interface PlayButtonProps {
  readonly playing: Playing
  /** Absent: there is nothing to be heard. */
  readonly load: LoadSound | undefined
  /** What is played, for who does not see where the button stands. */
  readonly label: string
}

/** Plays and stops; shows how far it is. */
export function PlayButton({ playing, load, label }: PlayButtonProps) {
  const { t } = useTranslation('prompts')
  const { status, progress, play, stop } = playing
  const isOn = status === 'loading' || status === 'playing'
  const name = isOn ? t('play.stop') : t('play.start')
  return (
    <Tooltip label={name}>
      <ActionIcon
        variant={isOn ? 'light' : 'subtle'}
        size={28}
        aria-label={`${name}: ${label}`}
        aria-disabled={load === undefined && !isOn}
        {...(load === undefined && !isOn && { 'data-disabled': true })}
        onClick={() => {
          if (isOn) stop()
          else if (load !== undefined) play(load)
        }}
      >
        {status === 'loading' ? (
          <Loader size={14} />
        ) : status === 'playing' ? (
          <RingProgress size={26} thickness={3} sections={[{ value: progress * 100, color: 'blue' }]} label={<IconPlayerStop size={12} style={{ display: 'block', margin: 'auto' }} aria-hidden />} />
        ) : (
          <IconPlayerPlay size={16} aria-hidden />
        )}
      </ActionIcon>
    </Tooltip>
  )
}
