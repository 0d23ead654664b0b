import { z } from 'zod'
import { ok, refused, type DemoAnswer, type DemoService } from './demo-service.js'

const slotSchema = z.object({ date: z.iso.date(), time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) })
type Slot = z.infer<typeof slotSchema>

const dayMs = 86_400_000
const opensAt = '09:00'
const closesAt = '18:00'
/** Somebody else has it, every day. */
const takenAt = '12:00'

const doctors = [
  { zh: '李医生', en: 'Doctor Li' },
  { zh: '单医生', en: 'Doctor Shan' },
  { zh: '王医生', en: 'Doctor Wang' },
]

const dayAfter = (now: Date, days: number): string => new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10)

/** Appointments of a clinic: everybody has one in three days but 0000. */
export function clinicService(now: () => Date): DemoService {
  const moved = new Map<string, Slot>()
  const appointment = (reference: string): DemoAnswer => {
    const slot = moved.get(reference) ?? { date: dayAfter(now(), 3), time: '10:30' }
    const doctor = doctors[Number(reference) % doctors.length]
    return ok({ reference, ...slot, doctor, earliest: dayAfter(now(), 1), latest: dayAfter(now(), 60) })
  }
  const move = (reference: string, body: unknown): DemoAnswer => {
    const slot = slotSchema.safeParse(body)
    if (!slot.success) return refused(422, `This is no date and time: ${z.prettifyError(slot.error)}`)
    const { date, time } = slot.data
    if (time === takenAt || time < opensAt || time >= closesAt) return refused(409, 'This time is not free')
    moved.set(reference, { date, time })
    return ok({ reference, date, time })
  }
  return ({ method, path, body }) => {
    const [, reference = '', , what] = /^\/clinic\/appointments\/([^/]+)(\/(confirm|move|cancel))?$/.exec(path) ?? []
    if (reference === '' || method !== (what === undefined ? 'GET' : 'POST')) return undefined
    if (!/^\d{4}$/.test(reference) || reference === '0000') return refused(404, 'There is no such appointment')
    if (what === undefined) return appointment(reference)
    if (what === 'move') return move(reference, body)
    if (what === 'cancel') moved.delete(reference)
    return ok({ reference, state: what === 'confirm' ? 'confirmed' : 'cancelled' })
  }
}
