import app from './zh-CN/app.json' with { type: 'json' }
import editor from './zh-CN/editor.json' with { type: 'json' }
import canvas from './zh-CN/canvas.json' with { type: 'json' }
import kinds from './zh-CN/kinds.json' with { type: 'json' }
import fields from './zh-CN/fields.json' with { type: 'json' }
import inspector from './zh-CN/inspector.json' with { type: 'json' }
import prompts from './zh-CN/prompts.json' with { type: 'json' }
import conditions from './zh-CN/conditions.json' with { type: 'json' }
import intents from './zh-CN/intents.json' with { type: 'json' }
import checking from './zh-CN/checking.json' with { type: 'json' }
import simulator from './zh-CN/simulator.json' with { type: 'json' }
import softphone from './zh-CN/softphone.json' with { type: 'json' }
import seat from './zh-CN/seat.json' with { type: 'json' }
import library from './zh-CN/library.json' with { type: 'json' }
import versions from './zh-CN/versions.json' with { type: 'json' }
import calls from './zh-CN/calls.json' with { type: 'json' }
import inbox from './zh-CN/inbox.json' with { type: 'json' }
import calendars from './zh-CN/calendars.json' with { type: 'json' }
import numbers from './zh-CN/numbers.json' with { type: 'json' }
import tour from './zh-CN/tour.json' with { type: 'json' }
import type { ChineseTexts } from './en.js'

export const zhCN: ChineseTexts = { app, editor, canvas, kinds, fields, inspector, prompts, conditions, intents, checking, simulator, softphone, seat, library, versions, calls, inbox, calendars, numbers, tour }
