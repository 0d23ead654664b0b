import type { FuzzTarget } from './target.js'
import { callerWordsTargets } from './targets/caller-words.js'
import { fileTargets } from './targets/files.js'
import { httpTargets } from './targets/http.js'
import { mediaTargets } from './targets/media.js'
import { serviceTargets } from './targets/services.js'
import { switchTargets } from './targets/switches.js'
import { textTargets } from './targets/text.js'

/** Every parser of what comes from outside. */
export const targets: readonly FuzzTarget[] = [...mediaTargets, ...switchTargets, ...httpTargets, ...fileTargets, ...serviceTargets, ...textTargets, ...callerWordsTargets]
