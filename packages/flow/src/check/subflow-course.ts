import type { FlowDocument } from '../document/schema.js'
import { findSubflow } from '../identity/version.js'
import { waysOut, type FlowNode } from '../nodes/schemas.js'
import { withoutDisabled } from '../nodes/without-disabled.js'
import type { FlowResources } from '../resources.js'
import { partsOf } from './node-parts.js'

/** What a call can go through between the start of a sub-flow and its end. */
export interface SubflowCourse {
  /** It can come back to its caller. */
  readonly returns: boolean
  /** Whoever comes back has waited for the caller, an answer or a human. */
  readonly waits: boolean
  /** The call may end in it. */
  readonly ends: boolean
}

/** Of a sub-flow that is not there: nothing is said against the flow that runs it. */
const unknownCourse: SubflowCourse = { returns: true, waits: true, ends: true }

type Courses = Map<FlowDocument, SubflowCourse>

const isJumpBack = (node: FlowNode): boolean => node.kind === 'jump' && node.back === true

/** Nodes that are reached from the start; `through` says which of them are gone through. */
const reachedFrom = (document: FlowDocument, through: (node: FlowNode) => boolean): FlowNode[] => {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const open = document.nodes.filter(({ kind }) => kind === 'start')
  const reached = new Set<FlowNode>()
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue
    reached.add(node)
    if (!through(node)) continue
    open.push(...waysOut(node).flatMap(({ to }) => (to === undefined ? [] : (byId.get(to) ?? []))))
  }
  return [...reached]
}

const courseOfDocument = (document: FlowDocument, resources: FlowResources, courses: Courses): SubflowCourse => {
  const known = courses.get(document)
  if (known !== undefined) return known
  courses.set(document, unknownCourse)
  const courseAt = (node: FlowNode): SubflowCourse | undefined =>
    node.kind === 'subflow' ? courseOf(node, resources, courses) : undefined
  const waits = (node: FlowNode): boolean => courseAt(node)?.waits ?? partsOf(node).waits
  const goesOn = (node: FlowNode): boolean => courseAt(node)?.returns ?? true
  const reached = reachedFrom(document, goesOn)
  const course = {
    returns: reached.some(isJumpBack),
    waits: !reachedFrom(document, (node) => goesOn(node) && !waits(node)).some(isJumpBack),
    ends: reached.some((node) => !isJumpBack(node) && (courseAt(node)?.ends ?? partsOf(node).ends)),
  }
  courses.set(document, course)
  return course
}

/** @param courses those found so far, for all sites of one check */
export const courseOf = (
  site: Extract<FlowNode, { kind: 'subflow' }>,
  resources: FlowResources,
  courses: Courses = new Map(),
): SubflowCourse => {
  const document = findSubflow(site, resources)
  return document === undefined ? unknownCourse : courseOfDocument(withoutDisabled(document), resources, courses)
}
