import { checkCalendar } from '../calendar/read-calendar.js'
import type { Calendar } from '../calendar/schema.js'
import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { nodeProblem, quoted, quotedZh } from './problem.js'
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
        said(
          `${quoted(node)} asks the calendar "${calendar}", and there is no good one of that id.`,
          `${quotedZh(node)}使用日历“${calendar}”，但没有可用的同名日历。`,
        ),
        said(
          `Put ${calendar}.calendar.json beside the flow, or name another calendar.`,
          `请将 ${calendar}.calendar.json 放在流程文件旁边，或改用其他日历。`,
        ),
      ),
    )
  const known = [...new Set(asked.map(({ calendar }) => calendar))].flatMap((id) => calendars.get(id) ?? [])
  return [...unknown, ...known.flatMap((calendar) => checkCalendar(calendar, today))]
}
