import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `packages/cli`, whether this runs from its sources or built. */
const packageRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export const projectRoot = dirname(dirname(packageRoot))
export const bridgeEntry = join(packageRoot, 'dist', 'bridge-main.js')
export const speechEngineEntry = join(projectRoot, 'packages', 'speech-engine', 'dist', 'main.js')
/** The built web app. */
export const webAppDir = join(projectRoot, 'packages', 'designer', 'dist', 'app')
