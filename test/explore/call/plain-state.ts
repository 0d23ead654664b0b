import type { CallState } from '../../../packages/runtime/src/call/state.js'

/** The state with what its snapshot says, without the machine behind it. */
export function plainState(state: CallState): object {
  const { status, value, context } = state.snapshot as unknown as { status: string; value: unknown; context: unknown }
  return { ...state, snapshot: { status, value, context } }
}
