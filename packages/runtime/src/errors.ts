import { CodedError } from '@callchart/protocol'

/** Every failure that the runtime reports on purpose; its code stands in docs/errors.md. */
export class RuntimeError extends CodedError {}
