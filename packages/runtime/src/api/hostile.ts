import { RuntimeError } from '../errors.js'

/** Nothing that is sent here nests deeper; a deeper value could exhaust the stack of whatever reads it. */
const deepestNesting = 100

/**
 * Refuses JSON that would harm whoever reads it, before anybody does: deep nesting, and names that reach a prototype.
 * @throws RUNTIME_BODY_MALFORMED
 */
export function refuseHostile(json: unknown): void {
  let level: unknown[] = [json]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestNesting) throw new RuntimeError('RUNTIME_BODY_MALFORMED', `The body nests deeper than ${deepestNesting} levels.`)
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      if (Object.hasOwn(value, '__proto__')) throw new RuntimeError('RUNTIME_BODY_MALFORMED', 'The body has a field "__proto__": give it another name.')
      for (const inner of Object.values(value) as unknown[]) if (typeof inner === 'object' && inner !== null) next.push(inner)
    }
    level = next
  }
}
