import { asteriskDialplanRoutes } from './areas/asterisk-dialplan.js'
import { audioRoutes } from './areas/audio.js'
import { calendarRoutes } from './areas/calendars.js'
import { callRoutes } from './areas/calls.js'
import { dialRoutes } from './areas/dials.js'
import { draftRoutes } from './areas/drafts.js'
import { flowRoutes } from './areas/flows.js'
import { holdRoutes } from './areas/holds.js'
import { numberRoutes } from './areas/numbers.js'
import { queueRoutes } from './areas/queues.js'
import { recordingRoutes } from './areas/recordings.js'
import { requestRoutes } from './areas/requests.js'
import { systemRoutes } from './areas/system.js'
import { telnyxRoutes } from './areas/telnyx.js'
import { twilioRoutes } from './areas/twilio.js'
import { unrecognisedRoutes } from './areas/unrecognised.js'
import { versionRoutes } from './areas/versions.js'
import { workspaceRoutes } from './areas/workspace.js'
import type { Route } from './route.js'

/** Every operation of the API: the router and OpenAPI are both made from this. An area holds routes and what answers them. */
export const routes = {
  ...callRoutes,
  ...dialRoutes,
  ...holdRoutes,
  ...flowRoutes,
  ...calendarRoutes,
  ...draftRoutes,
  ...versionRoutes,
  ...workspaceRoutes,
  ...audioRoutes,
  ...unrecognisedRoutes,
  ...numberRoutes,
  ...queueRoutes,
  ...recordingRoutes,
  ...requestRoutes,
  ...asteriskDialplanRoutes,
  ...telnyxRoutes,
  ...twilioRoutes,
  ...systemRoutes,
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
