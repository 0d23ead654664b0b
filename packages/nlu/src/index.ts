export type { InterpretOptions, Interpreter, UnderstandingModel } from './contract.js'
