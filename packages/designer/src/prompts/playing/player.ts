import { useSelector } from '@xstate/react'
import { useCallback } from 'react'
import { createActor } from 'xstate'
import type { ApiError } from '../../api/request.js'
import { playerMachine, type LoadSound } from './player-machine.js'

/** One for the page: two prompts are never heard at once. */
const player = createActor(playerMachine).start()

export interface Playing {
  readonly status: 'idle' | 'loading' | 'playing' | 'failed'
  /** 0..1 */
  readonly progress: number
  readonly error: ApiError | undefined
  readonly play: (load: LoadSound) => void
  readonly stop: () => void
}

/** What the page's player does with the sound of this name. */
export function usePlaying(key: string): Playing {
  const status = useSelector(player, ({ context, value }) => (context.key === key ? value : 'idle'))
  const progress = useSelector(player, ({ context, value }) => (context.key === key && value === 'playing' ? context.progress : 0))
  const error = useSelector(player, ({ context, value }) => (context.key === key && value === 'failed' ? context.error : undefined))
  const play = useCallback((load: LoadSound) => player.send({ type: 'play', key, load }), [key])
  const stop = useCallback(() => player.send({ type: 'stop' }), [])
  return { status, progress, error, play, stop }
}

export const stopPlaying = (): void => player.send({ type: 'stop' })
