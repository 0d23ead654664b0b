import { createHash } from 'node:crypto'
import type { CallEffect, SaidPrompt } from '@callchart/flow'

/** Names of fields come again with every step. */
const written = new Map<string, string>()
const keptNameCount = 1_000

function nameOf(key: string): string {
  const known = written.get(key)
  if (known !== undefined) return known
  const name = `${JSON.stringify(key)}:`
  if (written.size < keptNameCount) written.set(key, name)
  return name
}

/** Canonical JSON (RFC 8785), as `canonicalJson` of the flow package writes it, in a third of its time; half a surrogate pair is escaped, where that one throws. */
export function writeCanonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  return Array.isArray(value) ? writeList(value) : writeFields(value)
}

function writeList(items: readonly unknown[]): string {
  let text = '['
  for (let index = 0; index < items.length; index += 1) text += index === 0 ? writeCanonical(items[index]) : `,${writeCanonical(items[index])}`
  return `${text}]`
}

/** Sorted by code units, as RFC 8785 wants it. */
function writeFields(fields: object): string {
  let text = ''
  for (const key of Object.keys(fields).sort()) {
    const value: unknown = fields[key as keyof typeof fields]
    if (value !== undefined) text += text === '' ? nameOf(key) + writeCanonical(value) : `,${nameOf(key)}${writeCanonical(value)}`
  }
  return `{${text}}`
}

const shownDigits = 16

const withoutPlace = ({ nodeId: _node, ...prompt }: SaidPrompt): SaidPrompt => prompt

/** Under which node a prompt stands changes nothing that is done, and journals of releases that could not tell are compared too. */
const deedOf = (effect: CallEffect): CallEffect =>
  (effect.type === 'turn.start' || effect.type === 'turn.append') && effect.prompts.some(({ nodeId }) => nodeId !== undefined)
    ? { ...effect, prompts: effect.prompts.map(withoutPlace) }
    : effect

/**
 * What a step wanted done, in 16 hex digits of a sha-256: equal for equal effects in equal order, on every machine and in every release.
 * 64 bits tell two steps apart; they are no proof against somebody who means to make two alike.
 */
export const effectsHash = (effects: readonly CallEffect[]): string =>
  createHash('sha256').update(writeCanonical(effects.map(deedOf))).digest('hex').slice(0, shownDigits)
