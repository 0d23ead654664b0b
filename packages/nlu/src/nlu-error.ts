import { CodedError } from '@callchart/protocol'

/** Something wrong with what a model is made from; never with what a caller said. */
export class NluError extends CodedError {}
