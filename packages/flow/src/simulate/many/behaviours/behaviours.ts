import type { Behaviour } from '../behaviour.js'
import { impatient } from './impatient.js'
import { random } from './random.js'
import { silent } from './silent.js'
import { talkative } from './talkative.js'

export const behaviours: readonly Behaviour[] = [impatient, silent, talkative, random]
