import { z } from 'zod'
import { digitKeys } from '@callchart/protocol'
import { refusal } from './fit-schema.js'

/** State keys that every compiled chart has of its own; no node may take them. */
export const reservedNodeIds = ['idle', 'ended'] as const
/** Names that expressions know beside the flow's variables. */
export const reservedVariableNames = [
  'call',
  'value',
  'queue',
  'body',
  'status',
  'true',
  'false',
  'null',
  'in',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'bytes',
  'list',
  'map',
  'null_type',
  'type',
  'optional',
  'cel',
  'google',
] as const

const idPattern = /^[a-z][A-Za-z0-9]*$/

export const nodeIdSchema = z
  .string()
  .regex(idPattern)
  .max(60)
  .refine((id) => !(reservedNodeIds as readonly string[]).includes(id), refusal('This id is reserved', '该 id 是保留 id'))
  .describe('Immutable id of a node: a lower-case letter, then letters and digits')
/** A node id; absent while the way out is not connected yet. */
export const targetSchema = z.string().regex(idPattern).max(60).describe('Id of the node to go to')
export const flowIdSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]*$/)
  .max(60)
export const calendarIdSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]*$/)
  .max(60)
  .describe('Id of a calendar of opening hours')
export const intentIdSchema = z.string().regex(idPattern).max(60).describe('Id of an intent')
export const variableNameSchema = z.string().regex(idPattern).max(60).describe('Name of a variable of the flow')
export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .max(35)
  .describe('BCP 47 language tag, for example en-US')

export const expressionSchema = z.string().trim().min(1).max(2_000).describe('CEL expression over the variables of the flow')
/** Text in which {{ … }} holds a CEL expression. */
/** Of a text that is said or sent, as it is written. */
export const mostTextCharacters = 5_000

export const templateSchema = z
  .string()
  .max(mostTextCharacters)
  .describe('Text; {{ … }} holds a CEL expression, for example {{ money(balance, "USD") }}')
/** Where the switch takes a caller, or what it shows: text in which {{ … }} holds a CEL expression. */
export const placeSchema = z.string().trim().min(1).max(500)
export const digitKeySchema = z
  .string()
  .length(1)
  .refine((key) => digitKeys.includes(key), refusal('One key of a telephone', '应为电话上的一个按键'))
/** Keys that every telephone has. */
export const commonKeys = '1234567890*#'
/** A key that holds at every question. */
export const globalKeySchema = z
  .string()
  .length(1)
  .refine((key) => commonKeys.includes(key), refusal('One of the keys 0-9, * and #', '应为 0-9、*、# 中的一个按键'))
/** Of a choice or an answer, for people: where it has none it goes by its intent, its tag or its key. */
export const choiceNameSchema = z.string().trim().min(1).max(100).optional().describe('Name shown to people')
export const tagSchema = z.string().trim().min(1).max(100).describe('A tag that marks the call in reports')
/** What a node does in the sense of the rules. */
export const markSchema = z.string().regex(/^[a-z][A-Za-z0-9]*$/).max(40)

export const perLanguage = <Value extends z.ZodType>(value: Value) => z.record(languageSchema, value)
