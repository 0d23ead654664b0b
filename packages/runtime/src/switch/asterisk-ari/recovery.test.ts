import { pino } from 'pino'
import { expect, it } from 'vitest'
import { RecordingDesk } from '../../testing/line-desk.js'
import { ManualClock } from '../../testing/manual-clock.js'
import { PatientWork } from '../patient-work.js'
import type { AriCalls } from './calls.js'
import type { AriChannel } from './events.js'
import type { AsteriskLine } from './line.js'
import { recover } from './recovery.js'

const lineId = 'ast-1.0'
const standing = { id: lineId, state: 'Up', dialplan: { context: 'callchart-in', exten: '3001', app_name: 'Stasis', app_data: 'callchart,in,3001' } } as AriChannel

it('takes a caller who leaves while the switch lists its channels for no stranger', async () => {
  const clock = new ManualClock()
  const lines = new Map([[lineId, {} as AsteriskLine]])
  const adopted: string[] = []
  const calls = {
    channels: async () => {
      lines.delete(lineId)
      return [standing]
    },
    bridges: async () => [],
    liftLimit: async () => true,
  } as unknown as AriCalls

  await recover({
    app: 'callchart',
    switchId: 'main',
    clock,
    calls,
    lines,
    logger: pino({ level: 'silent' }),
    work: new PatientWork(clock, 1_000),
    desk: new RecordingDesk(),
    adopt: (id) => {
      adopted.push(id)
      return {} as AsteriskLine
    },
    disown: () => undefined,
    cameIn: () => undefined,
  })

  expect(adopted).toEqual([])
})
