import { call } from './call.js'
import type { Command } from './command.js'
import { start } from './start.js'

/** In the order of the help. */
export const commands: readonly Command[] = [start, call]
