import { checkCalendar } from '../calendar/read-calendar.js'
import type { Calendar } from '../calendar/schema.js'
import type { FlowProblem } from '../contract/compiled.js'
import { nodeProblem, quoted } from './problem.js'
import type { FlowView } from './view.js'

/** Every calendar that a node asks is there, and somebody still looks after it. */
export const checkCalendars = (view: FlowView): FlowProblem[] => {
  const { calendars = new Map<string, Calendar>(), today } = view.resources
  const asked = view.nodes.flatMap(({ node, parts }) => parts.calendars.map((part) => ({ node, ...part })))
  const unknown = asked
    .filter(({ calendar }) => !calendars.has(calendar))
    .map(({ node, path, calendar }) =>
      nodeProblem(
        'FLOW_CALENDAR_UNKNOWN',
        node,
        path,
        `${quoted(node)} asks the calendar "${calendar}", and there is no good one of that id.`,
        `Put ${calendar}.calendar.json beside the flow, or name another calendar.`,
      ),
    )
  const known = [...new Set(asked.map(({ calendar }) => calendar))].flatMap((id) => calendars.get(id) ?? [])
  return [...unknown, ...known.flatMap((calendar) => checkCalendar(calendar, today))]
}
