import { CodedError } from '@callchart/protocol'

/** Thrown by the flow package; `code` stands in docs/errors.md. */
export class FlowError extends CodedError {}
