import { isEndFromOutside, leadingTo, nodeAt, performs, type ChartProof, type Course } from './chart-proof.js'
import type { Link } from './explore-facts.js'
import { noHuman, withoutHuman, type Finding } from './findings.js'

const leadsToHuman = ({ step }: Link<Course>): boolean => performs(step, 'transfer.start', 'call.continue-with')

/** At every question the caller has a way to a human; what a flow of others lacks is theirs. */
export const proveHumans = (proof: ChartProof): Finding[] => {
  if (proof.view.isRunByOthers) return []
  const { reached } = proof.exploration
  const questions = reached.filter(({ place, facts }) => place.at !== undefined && !facts.gone)
  if (questions.length === 0) return []
  if (!reached.some(({ links }) => links.some(leadsToHuman))) return [noHuman()]
  const leading = leadingTo(reached, leadsToHuman, ({ step }) => !isEndFromOutside(step))
  const stuck = new Set(questions.filter((state) => !leading.has(state)).flatMap(({ place }) => nodeAt(proof, place)?.id ?? []))
  return [...proof.view.byId.values()].flatMap(({ node }) => (stuck.has(node.id) ? [{ ...withoutHuman(node), node, path: 'id' }] : []))
}
