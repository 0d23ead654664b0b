import { asteriskDialect } from './asterisk.js'
import type { Dialect } from './call-audio.js'
import { forkDialect } from './fork.js'
import { telnyxDialect } from './telnyx.js'
import { twilioDialect } from './twilio.js'

/** Every dialect that is spoken over a WebSocket. */
export const dialects: readonly Dialect[] = [asteriskDialect, twilioDialect, telnyxDialect, forkDialect]
