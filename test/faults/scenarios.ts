import type { Scenario } from './scenario.js'
import { badNetwork } from './scenarios/bad-network.js'
import { bridgeDies } from './scenarios/bridge-dies.js'
import { databaseAway } from './scenarios/database-away.js'
import { enginesFail } from './scenarios/engines.js'
import { overloaded } from './scenarios/overload.js'
import { rollingDeploy } from './scenarios/rolling-deploy.js'
import { runtimeDies } from './scenarios/runtime-dies.js'

export const scenarios: readonly Scenario[] = [runtimeDies, bridgeDies, databaseAway, enginesFail, rollingDeploy, overloaded, badNetwork]
