import type { SwitchedTarget } from '../contract/effects.js'
import type { FlowContext, TargetTemplate } from './model.js'
import { renderText } from './text.js'

/** A name that a switch knows. */
export const extensionPattern = /^[A-Za-z0-9_*#-]{1,40}$/
/** RFC 3261 19.1.1, without parameters and headers. */
export const sipPattern = /^sips?:[^\s@<>";?]+@[^\s@<>";?]+$/
/** ITU-T E.164, international form. */
export const outsidePattern = /^\+[1-9]\d{6,14}$/
/** A number of ours, as the network shows it: short numbers and those of services have no country. */
export const shownPattern = /^\+?\d{3,15}$/

const longestTarget = 200

const fits = (text: string, pattern: RegExp): boolean => text.length <= longestTarget && pattern.test(text)

/** As people write numbers: in groups, with brackets and strokes. */
export const withoutGroups = (text: string): string => text.replace(/[\s().-]/g, '')

/** The target in the form that a switch needs; undefined where it is none. */
export const plainTarget = (target: SwitchedTarget): SwitchedTarget | undefined => {
  switch (target.type) {
    case 'extension': {
      const extension = target.extension.trim()
      return fits(extension, extensionPattern) ? { type: 'extension', extension } : undefined
    }
    case 'sip': {
      const address = target.address.trim()
      return fits(address, sipPattern) ? { type: 'sip', address } : undefined
    }
    case 'number': {
      const number = withoutGroups(target.number)
      const shows = target.shows === undefined ? undefined : withoutGroups(target.shows)
      if (!fits(number, outsidePattern) || (shows !== undefined && !fits(shows, shownPattern))) return undefined
      return { type: 'number', number, ...(shows === undefined ? {} : { shows }) }
    }
  }
}

const renderedTarget = (template: TargetTemplate, context: FlowContext): SwitchedTarget => {
  switch (template.type) {
    case 'extension':
      return { type: 'extension', extension: renderText(template.extension, context) }
    case 'sip':
      return { type: 'sip', address: renderText(template.address, context) }
    case 'number':
      return {
        type: 'number',
        number: renderText(template.number, context),
        ...(template.shows === undefined ? {} : { shows: renderText(template.shows, context) }),
      }
  }
}

/**
 * What the template says in this call; undefined where that is nothing a switch could be told.
 * @throws ExpressionFailure where an expression in it fails
 */
export const renderTarget = (template: TargetTemplate, context: FlowContext): SwitchedTarget | undefined => plainTarget(renderedTarget(template, context))
