import { z } from 'zod'
import { created, ok, refused, type DemoAnswer, type DemoService } from './demo-service.js'

const names = ['Maria Gomez', 'John Miller', 'Wei Zhang', 'Emma Brown', 'Ahmed Hassan']
const states = ['in progress', 'waiting for a spare part', 'solved']
const ticketSchema = z.object({ employee: z.string().max(100), topic: z.string().max(1_000) })
const callSchema = z.object({ employee: z.string().max(100), topic: z.string().max(1_000), resolved: z.boolean() })
const firstTicket = 4_700
const mostKept = 1_000

/** Staff, tickets and the log of calls of a help desk: every five digits are an employee but 00000, every four a ticket but 0000. */
export function helpdeskService(): DemoService {
  let ticketCount = 0
  const calls: z.infer<typeof callSchema>[] = []

  const employee = (number: string, what: string | undefined): DemoAnswer => {
    if (!/^\d{5}$/.test(number) || number === '00000') return refused(404, 'There is no such employee')
    return ok(what === undefined ? { number, name: names[Number(number) % names.length] } : { sent: true })
  }
  const ticket = (number: string): DemoAnswer => {
    if (!/^\d{4}$/.test(number) || number === '0000') return refused(404, 'There is no such ticket')
    return ok({ number, state: states[Number(number) % states.length] })
  }
  const openTicket = (body: unknown): DemoAnswer => {
    const wanted = ticketSchema.safeParse(body)
    if (!wanted.success) return refused(422, `This is no ticket: ${z.prettifyError(wanted.error)}`)
    ticketCount += 1
    return created({ number: String(firstTicket + ticketCount) })
  }
  const logCall = (body: unknown): DemoAnswer => {
    const call = callSchema.safeParse(body)
    if (!call.success) return refused(422, `This is no call: ${z.prettifyError(call.error)}`)
    if (calls.push(call.data) > mostKept) calls.shift()
    return created({ count: calls.length })
  }

  return ({ method, path, body }) => {
    const [, number, , what] = /^\/helpdesk\/employees\/([^/]+)(\/(password-reset))?$/.exec(path) ?? []
    if (number !== undefined) return method === (what === undefined ? 'GET' : 'POST') ? employee(number, what) : undefined
    const [, known] = /^\/helpdesk\/tickets\/([^/]+)$/.exec(path) ?? []
    if (known !== undefined) return method === 'GET' ? ticket(known) : undefined
    if (path === '/helpdesk/tickets') return method === 'POST' ? openTicket(body) : undefined
    if (path !== '/helpdesk/calls') return undefined
    return method === 'GET' ? ok({ calls }) : method === 'POST' ? logCall(body) : undefined
  }
}
