import { compileFlow } from '../../../compile/compile-flow.js'
import { FlowError } from '../../../errors.js'
import { bruteForce } from '../brute-force.js'
import { chartOf, contextOf, type CallPoint } from '../call-point.js'
import { exploreCalls, exploreFrom, type CallGraph, type Edge } from '../call-graph.js'
import { impatient } from '../impatient.js'
import type { LibraryFlow } from '../library-flow.js'
import type { OpenEvent, Part } from '../open-events.js'
import { findRoundThrough } from '../rounds.js'
import type { Evidence } from './evidence.js'
import { keepsOn } from './keeps-on.js'
import { searchCall, type Watch } from './search.js'
import { unsetSpoken } from './unset.js'
import {
  asksAfterOptOut,
  asksBefore,
  comesTo,
  cutsGoodbye,
  enters,
  entersBefore,
  failsWith,
  leavesUnlisted,
  leavesUntold,
  recordsSensitive,
  recordsWithoutYes,
  saysMoreAfterOptOut,
  speaksAfterCall,
} from './watches.js'

/** What never happens is looked for among so many states of calls. */
const mostLookedAt = 6_000

const isRefused = ({ document, resources }: LibraryFlow): boolean => {
  try {
    compileFlow(document, resources)
    return false
  } catch (error) {
    if (error instanceof FlowError) return true
    throw error
  }
}

/** What the caller only repeats or goes back to brings no new node within reach; without it there are far fewer states. */
export const withoutReturning = (flow: LibraryFlow): LibraryFlow => {
  const { repeat: _repeat, goBack: _goBack, ...keyIntents } = flow.document.keyIntents
  return { ...flow, document: { ...flow.document, keyIntents } }
}

/** All calls, whatever comes with them; undefined where they are too many to be looked at. */
const allCalls = (flow: LibraryFlow): CallGraph | undefined => {
  const graph = exploreCalls(chartOf(withoutReturning(impatient(flow))), 'some', { mostStates: mostLookedAt })
  return graph.complete ? graph : undefined
}

const idle: readonly Part[] = ['nothing', 'failure', 'time']

const goesRound = (flow: LibraryFlow, { at, through, giving }: Extract<Evidence, { type: 'goesRound' }>): boolean => {
  const chart = chartOf(withoutReturning(flow))
  const begin = searchCall(chart, comesTo(at))?.at(-1)?.to ?? searchCall(chart, enters(at))?.at(-1)?.to
  if (begin === undefined) return false
  const gives = ({ event }: OpenEvent): boolean => event.type === 'value.understood' || (event.type === 'digits.entered' && event.digits.length > 1)
  const follows = (open: OpenEvent): boolean => idle.includes(open.part) || (giving === true && gives(open))
  const graph = exploreFrom(chart, [begin], { mostStates: 4_000, follows })
  const round = findRoundThrough(graph, giving === true ? [...idle, 'answer'] : idle, through)
  return round !== undefined && keepsOn(chart, round)
}

const reachedFrom = ({ states }: CallGraph, begin: readonly number[], follows: (edge: Edge) => boolean): ReadonlySet<number> => {
  const reached = new Set(begin)
  const open = [...begin]
  for (let index = open.pop(); index !== undefined; index = open.pop())
    for (const edge of states[index]?.edges ?? [])
      if (follows(edge) && !reached.has(edge.to)) {
        reached.add(edge.to)
        open.push(edge.to)
      }
  return reached
}

const statesAt = ({ states }: CallGraph, node: string): number[] => states.flatMap((state, index) => (state.node === node ? [index] : []))

const noHumanFrom = (flow: LibraryFlow, node: string): boolean => {
  const graph = allCalls(flow)
  const begin = graph === undefined ? [] : statesAt(graph, node)
  if (graph === undefined || begin.length === 0) return false
  const humans = new Set([...graph.chart.vocabulary.nodes].flatMap(([path, { kind }]) => (kind === 'transfer' ? [path] : [])))
  const reached = reachedFrom(graph, begin, ({ part }) => part !== 'gone')
  return [...reached].every((index) => graph.states[index]?.edges.every(({ entered }) => !entered.some((each) => humans.has(each))) === true)
}

const neverComesBack = (flow: LibraryFlow, intent: string): boolean => {
  const graph = allCalls(flow)
  if (graph === undefined) return false
  const asked = graph.states.flatMap(({ edges, point }) => edges.filter(({ event }) => event.type === 'auxiliary.heard' && event.intent === intent && contextOf(point).returns.length === 0).map(({ to }) => to))
  const reached = reachedFrom(graph, asked, ({ event, part }) => part !== 'gone' && event.type !== 'key-intent.heard' && event.type !== 'auxiliary.heard')
  return asked.length > 0 && [...reached].every((index) => contextOf(graph.states[index]?.point ?? ({} as CallPoint)).returns.length > 0)
}

const waysOf = (flow: LibraryFlow): ReturnType<typeof bruteForce> | undefined => {
  const result = bruteForce(withoutReturning(impatient(flow)), { given: 'some', mostStates: mostLookedAt })
  return result.complete ? result : undefined
}

/** A sub-flow is left from one of its own nodes. */
const isWay = (way: string, from: string, to: string): boolean => way === `${from} ${to}` || (way.startsWith(`${from}.`) && way.endsWith(` ${to}`))

const shows = (flow: LibraryFlow, watch: Watch): boolean => searchCall(chartOf(withoutReturning(flow)), watch) !== undefined

/** Puts calls through the flow and says whether the defect shows. */
export const isConfirmed = (flow: LibraryFlow, evidence: Evidence): boolean => {
  switch (evidence.type) {
    case 'refused':
      return isRefused(flow)
    case 'neverEntered':
      return waysOf(flow)?.entered.has(evidence.node) === false
    case 'neverTaken': {
      const result = waysOf(flow)
      return result?.entered.has(evidence.from) === true && ![...result.ways].some((way) => isWay(way, evidence.from, evidence.to))
    }
    case 'goesRound':
      return goesRound(flow, evidence)
    case 'speaksUnset':
      return unsetSpoken(withoutReturning(flow), evidence.variable) !== undefined
    case 'fails':
      return shows(flow, failsWith(evidence.code))
    case 'noHumanFrom':
      return noHumanFrom(flow, evidence.node)
    case 'stuckAt':
      return waysOf(flow)?.stuck.has(evidence.node) === true
    case 'neverComesBack':
      return neverComesBack(flow, evidence.intent)
    case 'recordsWithoutYes':
      return shows(flow, recordsWithoutYes(evidence.question))
    case 'recordsSensitive':
      return shows(flow, recordsSensitive())
    case 'asksBefore':
      return shows(flow, asksBefore(evidence.nodes))
    case 'entersBefore':
      return shows(flow, entersBefore(evidence.node, evidence.other))
    case 'asksAfterOptOut':
      return shows(flow, asksAfterOptOut())
    case 'saysMoreAfterOptOut':
      return shows(flow, saysMoreAfterOptOut())
    case 'leavesUnlisted':
      return shows(flow, leavesUnlisted(evidence.node))
    case 'cutsGoodbye':
      return shows(flow, cutsGoodbye(evidence.node))
    case 'leavesUntold':
      return shows(flow, leavesUntold(evidence.transfer))
    case 'speaksAfterCall':
      return shows(flow, speaksAfterCall())
  }
}
