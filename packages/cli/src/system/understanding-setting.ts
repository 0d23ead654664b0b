import type { UnderstandingChoice } from '@callchart/runtime'
import { z } from 'zod'

const address = z.url({ protocol: /^https?$/ })
const common = {
  flows: z.array(z.string().min(1)).default([]),
  languages: z.array(z.string().min(2)).default([]),
}
const guarded = {
  ...common,
  secret: z.string().min(1).optional(),
  deadlineMs: z.int().min(100).max(10_000).default(1_500),
  turns: z.int().min(1).max(1_000).default(30),
  failures: z.int().min(1).max(1_000).default(3),
  sureFrom: z.number().min(0).max(1).optional(),
  restMs: z.int().min(1_000).max(3_600_000).default(30_000),
}

const choiceSchema = z.discriminatedUnion('use', [
  z.strictObject({ use: z.literal('embedded'), ...common }),
  z.strictObject({
    use: z.literal('rasa'),
    url: address,
    threshold: z.number().min(0).max(1).default(0.6),
    names: z.record(z.string(), z.string()).default({}),
    ...guarded,
  }),
  z.strictObject({ use: z.literal('chat'), url: address, model: z.string().min(1), options: z.record(z.string(), z.unknown()).default({}), ...guarded }),
])
const listSchema = z.array(choiceSchema).min(1)
type Choice = z.infer<typeof choiceSchema>

export const understandingHelp = `  UNDERSTANDING   who understands callers: "embedded" (default), "rasa:<url>" for a server with POST /model/parse, or "chat:<url>" for an
                  OpenAI-compatible base address such as https://host/v1; or a JSON list, of which the first that fits a call is taken:
                  [{"use": "chat", "url": "…", "model": "…", "secret": "…", "flows": ["card-services"], "languages": ["en"], "options": {},
                    "deadlineMs": 1500, "turns": 30, "failures": 3, "restMs": 30000, "sureFrom": 0.9},
                   {"use": "rasa", "url": "…", "threshold": 0.6, "names": {"their name": "intent of the flow"}}, {"use": "embedded"}]
                  options are further fields of the request, such as {"tool_choice": "auto"}; null leaves one of ours out
                  whatever they answer is fenced: a service chooses among what the flow enables at that question, within deadlineMs, at most
                  "turns" times a call, and rests for restMs after so many failures; then, and for requests for a person, the embedded
                  understanding answers. With sureFrom a service is asked only when the embedded understanding is less confident; the address
                  may be private; what is sensitive goes to no service
  CHAT_MODEL      model of "chat:<url>"
  UNDERSTANDING_SECRET  name, among SECRETS, of the bearer token of "rasa:<url>" or "chat:<url>"`

/** What the short form leaves to variables of its own. */
export interface ShortForm {
  readonly chatModel?: string
  readonly secret?: string
}

/** Why the setting cannot be read; the reader names the variable. */
export class SettingRefusal extends Error {}

function shortChoice(text: string, { chatModel, secret }: ShortForm): unknown {
  if (text === 'embedded') return { use: 'embedded' }
  const [, use, url] = /^(rasa|chat):(.+)$/s.exec(text) ?? []
  if (use === undefined) throw new SettingRefusal('is none of embedded, rasa:<url>, chat:<url> and a JSON list')
  const named = secret === undefined ? {} : { secret }
  if (use === 'rasa') return { use, url, ...named }
  if (chatModel === undefined) throw new SettingRefusal('names a chat model server: name the model in CHAT_MODEL')
  return { use, url, model: chatModel, ...named }
}

function parsed(text: string, short: ShortForm): unknown {
  if (!text.startsWith('[')) return [shortChoice(text, short)]
  try {
    return JSON.parse(text)
  } catch {
    throw new SettingRefusal('is a list that is not JSON')
  }
}

function toChoice(choice: Choice): UnderstandingChoice {
  if (choice.use === 'embedded') return choice
  const { deadlineMs, turns, failures, restMs, sureFrom, secret, ...rest } = choice
  const guard = { deadlineMs, mostTurns: turns, failureCount: failures, restMs, ...(sureFrom === undefined ? {} : { sureFrom }) }
  return { ...rest, ...(secret === undefined ? {} : { secret }), guard }
}

/**
 * @param secrets names that may be used
 * @throws SettingRefusal
 */
export function readUnderstanding(text: string, short: ShortForm, secrets: readonly string[]): UnderstandingChoice[] {
  const list = listSchema.safeParse(parsed(text.trim(), short))
  if (!list.success) throw new SettingRefusal(`cannot be read (${list.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')})`)
  for (const choice of list.data)
    if (choice.use !== 'embedded' && choice.secret !== undefined && !secrets.includes(choice.secret))
      throw new SettingRefusal(`uses the secret "${choice.secret}", which SECRETS does not name`)
  return list.data.map(toChoice)
}
