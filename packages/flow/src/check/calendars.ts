import { checkCalendar } from '../calendar/read-calendar.js'
import type { Calendar } from '../calendar/schema.js'
import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import type { NodeKind } from '../nodes/kinds.js'
import { field } from './field-labels.js'
import { nodeProblem, quoted, quotedZh } from './problem.js'
import type { FlowView } from './view.js'

const labelOf = (kind: NodeKind): Said => field(kind === 'transfer' ? 'transfer.calendar' : 'hours.calendar')

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
          `${quoted(node)} asks the calendar "${calendar}", and there is no usable one of that id.`,
          `${quotedZh(node)}使用日历“${calendar}”，但没有可用的同名日历。`,
        ),
        said(
          `Choose another one in ${labelOf(node.kind).en}, or create it among the calendars.`,
          `请在${labelOf(node.kind).zh}中改选其他日历，或在“日历”页面中创建。`,
        ),
        { calendar },
      ),
    )
  const past = [...new Map(asked.map((each) => [each.calendar, each])).values()].flatMap(({ node, path, calendar }) => {
    const known = calendars.get(calendar)
    return known === undefined ? [] : checkCalendar(known, today).map((problem) => ({ ...problem, nodeId: node.id, path }))
  })
  return [...unknown, ...past]
}
