import { bench } from './bench.js'
import { call } from './call.js'
import { check } from './check.js'
import type { Command } from './command.js'
import { diff } from './diff.js'
import { exportFlow } from './export.js'
import { journal } from './journal.js'
import { nlu } from './nlu.js'
import { replay } from './replay.js'
import { simulate } from './simulate.js'
import { start } from './start.js'

/** In the order of the help. */
export const commands: readonly Command[] = [start, call, check, diff, exportFlow, simulate, journal, replay, nlu, bench]
