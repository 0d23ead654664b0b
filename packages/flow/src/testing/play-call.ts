import type { CallStart } from '../explore/explored-call.js'
import { PlayedConversation } from './played-conversation.js'
import { StepwiseCall } from './stepwise-call.js'
import { testedFlow, type TestableFlow } from './tested-flow.js'

/** Begins a call in which everything waits until the test says so; time stands still but for its clock. */
export const playCall = (flow: TestableFlow, start: Partial<CallStart> = {}): PlayedConversation =>
  new PlayedConversation(new StepwiseCall(testedFlow(flow).machine, { direction: 'inbound', variables: {}, ...start }))
