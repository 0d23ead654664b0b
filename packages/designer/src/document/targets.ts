import type { DraftDocument, DraftNode, Json, JsonObject } from '@callchart/flow'
import { withEach, type FieldPath } from './node-fields.js'

/** A way out of a node, by the field that holds its target. */
export interface WayRef {
  readonly node: string
  readonly path: FieldPath
}

/** Every field of a node, of whatever kind, that may hold a target: those too that are no way out at present. */
const nodeFields = [
  ...['next', 'else', 'open', 'closed', 'to', 'failure', 'outcomeUnknown', 'fallback', 'noConsent', 'busy', 'noAnswer', 'declined', 'failed', 'overflow', 'empty', 'machine'],
  ...['branches.*.to', 'choices.*.to', 'keys.*.to', 'noInput.to', 'noMatch.to', 'invalid.to', 'invalidDigit.to'],
].map((path) => path.split('.'))
const flowFields = [['onHangup'], ['keyIntents', '*', 'to'], ['auxiliary', '*', 'to']]

const withTargets = <Owner extends JsonObject>(owner: Owner, fields: readonly (readonly string[])[], change: (to: string) => string | undefined): Owner =>
  fields.reduce<Json>((result, path) => withEach(result, path, (to) => (typeof to === 'string' ? change(to) : to)) ?? result, owner) as Owner

/** A node whose ways lead elsewhere; `undefined` leaves one open. */
export const withNodeTargets = (node: DraftNode, change: (to: string) => string | undefined): DraftNode => withTargets(node, nodeFields, change)

/** The same of what leads into the flow from anywhere: key intents, questions that hold everywhere, the branch after the call. */
export const withFlowTargets = (document: DraftDocument, change: (to: string) => string | undefined): DraftDocument => withTargets(document, flowFields, change)

/** Every node that something leads to. */
export function targetsOf(document: DraftDocument): ReadonlySet<string> {
  const targets = new Set<string>()
  const note = (to: string): string => {
    targets.add(to)
    return to
  }
  for (const node of document.nodes) withNodeTargets(node, note)
  withFlowTargets(document, note)
  return targets
}
