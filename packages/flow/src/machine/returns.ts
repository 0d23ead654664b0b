import type { FlowContext, ReturnPoint } from './model.js'

interface ReturnArgs {
  readonly context: FlowContext
}
type ReturnChange = Partial<FlowContext>

/** Global questions within the answers of global questions that the way back is known of. */
const mostReturns = 3

/** Whoever chose the global question of two intents is not asked again which of them was meant. */
const comesBackTo = ({ at, node, choice }: FlowContext, intent: string): string | null =>
  at === `${node}.choosing` && choice?.intents.includes(intent) === true ? `${node}.asking` : at

/** Remembers where the caller was when a global question was heard. A point that is met again is older than the way to it: it goes. */
export const rememberReturn = ({ context }: ReturnArgs, { intent }: { intent: string }): ReturnChange => {
  const { attempts, value, returns, choice } = context
  const at = comesBackTo(context, intent)
  if (at === null) return {}
  const met = returns.findIndex((point) => point.at === at)
  const kept = met === -1 ? returns : returns.slice(0, met)
  const point: ReturnPoint = { at, intent, attempts, value, ...(choice == null ? {} : { choice }) }
  return { returns: kept.length < mostReturns ? [...kept, point] : kept }
}

/** Where nothing is remembered, the last question is asked again. */
export const takeReturn = ({ context }: ReturnArgs): ReturnChange => {
  const point = context.returns.at(-1)
  if (point === undefined) return { route: context.trail.at(-1)?.at ?? null, resuming: null }
  const returns = context.returns.slice(0, -1)
  return {
    returns,
    trail: context.trail.filter(({ depth }) => depth <= returns.length),
    route: point.at,
    resuming: { attempts: point.attempts, value: point.value, said: null, ...(point.choice === undefined ? {} : { choice: point.choice }) },
  }
}

/** The caller wants something else altogether: nothing leads back, and nobody goes back into an answer that would lead nowhere. */
export const forgetReturns = ({ context }: ReturnArgs): ReturnChange => ({ returns: [], trail: context.trail.filter(({ depth }) => depth === 0) })

/** Everything since the caller's last answer, at the question where it was asked for. */
export const sayAgain = ({ context }: ReturnArgs): ReturnChange => ({
  route: context.at,
  resuming: { attempts: context.attempts, value: context.value, said: context.said, ...(context.choice == null ? {} : { choice: context.choice }) },
  answered: false,
})

/** Back to the question before this one; with none before it, this one is said again. */
export const stepBack = ({ context }: ReturnArgs): ReturnChange => {
  const { trail, at, returns } = context
  const kept = trail.at(-1)?.at === at ? trail.slice(0, -1) : trail
  const before = kept.at(-1)
  if (before === undefined) return sayAgain({ context })
  return { route: before.at, resuming: null, trail: kept, returns: returns.slice(0, before.depth) }
}
