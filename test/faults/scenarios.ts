import type { Scenario } from './scenario.js'
import { badNetwork } from './scenarios/bad-network.js'
import { bridgeDies } from './scenarios/bridge-dies.js'
import { databaseAway } from './scenarios/database-away.js'
import { enginesFail } from './scenarios/engines.js'
import { overloaded } from './scenarios/overload.js'
import { rollingDeploy } from './scenarios/rolling-deploy.js'
import { runtimeDies } from './scenarios/runtime-dies.js'
import { spoolFull } from './scenarios/spool-full.js'

export const scenarios: readonly Scenario[] = [runtimeDies, bridgeDies, databaseAway, spoolFull, enginesFail, rollingDeploy, overloaded, badNetwork]
