import app from './en/app.json' with { type: 'json' }
import editor from './en/editor.json' with { type: 'json' }
import canvas from './en/canvas.json' with { type: 'json' }
import kinds from './en/kinds.json' with { type: 'json' }
import fields from './en/fields.json' with { type: 'json' }
import inspector from './en/inspector.json' with { type: 'json' }
import prompts from './en/prompts.json' with { type: 'json' }
import conditions from './en/conditions.json' with { type: 'json' }
import intents from './en/intents.json' with { type: 'json' }
import checking from './en/checking.json' with { type: 'json' }
import simulator from './en/simulator.json' with { type: 'json' }
import softphone from './en/softphone.json' with { type: 'json' }
import seat from './en/seat.json' with { type: 'json' }
import library from './en/library.json' with { type: 'json' }
import versions from './en/versions.json' with { type: 'json' }
import calls from './en/calls.json' with { type: 'json' }
import inbox from './en/inbox.json' with { type: 'json' }
import calendars from './en/calendars.json' with { type: 'json' }
import numbers from './en/numbers.json' with { type: 'json' }
import tour from './en/tour.json' with { type: 'json' }

/** One file an area of the app. */
export const en = { app, editor, canvas, kinds, fields, inspector, prompts, conditions, intents, checking, simulator, softphone, seat, library, versions, calls, inbox, calendars, numbers, tour }
/** Texts of one language by area: every language has the very same keys. */
export type Texts = typeof en

/** The same keys without those of the singular: Chinese has one form only. */
type SingleForm<Tree> = { readonly [Key in keyof Tree as Key extends `${string}_one` ? never : Key]: Tree[Key] extends string ? string : SingleForm<Tree[Key]> }
export type ChineseTexts = SingleForm<Texts>
