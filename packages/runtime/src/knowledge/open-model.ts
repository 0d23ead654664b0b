import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { KnowledgeSettings } from '../settings.js'
import { createChatEndpoint } from '../understanding/chat-endpoint.js'
import { createModelAnswers } from './model.js'
import type { AnswerQuestion } from './question.js'

export interface OpenModel {
  readonly answers?: AnswerQuestion
  close(): void
}

/**
 * The model that the settings name, if they name one.
 * @param secrets values by name
 * @throws RUNTIME_SECRET_MISSING
 */
export function openModel(settings: KnowledgeSettings | undefined, secrets: Readonly<Record<string, string>>, clock: Clock): OpenModel {
  if (settings === undefined) return { close: () => undefined }
  const { url, model } = settings
  const secret = settings.secret === undefined || !Object.hasOwn(secrets, settings.secret) ? undefined : secrets[settings.secret]
  if (settings.secret !== undefined && secret === undefined)
    throw new RuntimeError('RUNTIME_SECRET_MISSING', `The model that answers questions uses the secret "${settings.secret}", which is not set: add it to the settings.`)
  const chat = createChatEndpoint({ url, model, clock, ...(secret === undefined ? {} : { secret }) })
  return { answers: createModelAnswers(chat, model), close: () => chat.close() }
}
