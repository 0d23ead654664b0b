import type { DraftDocument } from '@callchart/flow'
import { empty } from './empty.js'
import { helpdesk } from './helpdesk.js'
import { menu } from './menu.js'
import { reminder } from './reminder.js'
import { survey } from './survey.js'
import { begunFrom, type Beginning, type Template, type TemplateId } from './template.js'

const templates: Readonly<Record<TemplateId, Template>> = { empty, menu, survey, reminder, helpdesk }

/** A new flow that can be published as it is. */
export const flowFromTemplate = (template: TemplateId, beginning: Beginning): DraftDocument => begunFrom(templates[template], beginning)
