/**
 * Asks the registry for known vulnerabilities of what is installed, and fails for those that are high or critical in what is shipped.
 *
 *   npm run audit
 *
 * A registry that knows no audits, or none that can be reached, says nothing of the dependencies: that is told, and is no failure.
 */
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const grave = ['high', 'critical']

/** @returns undefined where there was no answer */
function answerOf({ stdout }) {
  try {
    const report = JSON.parse(stdout)
    return report.vulnerabilities === undefined ? undefined : report
  } catch {
    return undefined
  }
}

const asked = spawnSync('npm', ['audit', '--json', '--omit=dev', '--fetch-retries=0', '--fetch-timeout=20000'], { cwd: root, encoding: 'utf8', maxBuffer: 64e6 })
const report = answerOf(asked)
if (report === undefined) {
  const [reason = 'no answer'] = asked.stderr?.trim().split('\n') ?? []
  console.log(`The dependencies were not audited: the registry does not answer (${reason}).`)
} else {
  const found = Object.values(report.vulnerabilities)
  for (const { name, severity, range, fixAvailable } of found) console.log(`${severity.padEnd(9)} ${name} ${range}${fixAvailable ? '  (mended by npm audit fix)' : ''}`)
  const graveCount = found.filter(({ severity }) => grave.includes(severity)).length
  console.log(`${found.length} vulnerabilities known, ${graveCount} of them high or critical`)
  process.exitCode = graveCount > 0 ? 1 : 0
}
