import type { DraftNode, JsonObject } from '@callchart/flow'
import { templateNode as node, type Words } from './template.js'

/** A text in Chinese and in English. */
type Both = readonly [zh: string, en: string]

export interface CommonNodes {
  /** Says good-bye and ends the call. */
  readonly end: (id: string, name: Both, said: Both, fields?: JsonObject) => DraftNode
  /** The usual end of a call that went well. */
  readonly goodbye: (said: Both) => DraftNode
  /** To a human of a queue; where none can be had, on to `nobodyFree`. */
  readonly toHuman: (queue: string, whisper: Both, fields?: JsonObject) => DraftNode
  /** Nobody is free, and the call ends with the promise to call back. */
  readonly nobodyFree: (said: Both) => DraftNode
  /** Nobody is free, and the caller may leave a message: what is said, the message, and how it ends. */
  readonly messageInstead: (mailbox: string, said: { readonly nobodyFree: Both; readonly ask: Both; readonly kept: Both }) => readonly DraftNode[]
  /** No further calls: by key, which writes the number down here, and by voice, where the key intent does. */
  readonly optOuts: (said: Both) => readonly DraftNode[]
}

const puttingThrough: Both = ['正在为您转接，请稍候。', 'I am putting you through, one moment please.']
const nobodyFreeName: Both = ['坐席忙', 'Nobody is free']

/** What flows of different kinds have in common: the way to a human, and their ends. */
export function commonNodes({ name, prompt }: Words): CommonNodes {
  const end: CommonNodes['end'] = (id, title, said, fields = {}) => node(id, 'hangup', name(...title), { marks: ['goodbye'], prompt: prompt(...said), ...fields })
  return {
    end,
    goodbye: (said) => end('goodbye', ['道别', 'Goodbye'], said),
    toHuman: (queue, whisper, fields = {}) =>
      node('toHuman', 'transfer', name('转人工', 'To a human'), {
        queue,
        announcement: prompt(...puttingThrough),
        whisper: prompt(...whisper),
        next: 'goodbye',
        busy: 'nobodyFree',
        noAnswer: 'nobodyFree',
        failed: 'nobodyFree',
        ...fields,
      }),
    nobodyFree: (said) => end('nobodyFree', nobodyFreeName, said, { cause: 'nobody-free' }),
    messageInstead: (mailbox, said) => [
      node('nobodyFree', 'say', name(...nobodyFreeName), { prompt: prompt(...said.nobodyFree), next: 'message' }),
      node('message', 'voicemail', name('留言', 'Message'), { mailbox, prompt: prompt(...said.ask), next: 'messageKept', empty: 'goodbye', failed: 'messageFailed' }),
      end('messageKept', ['留言已保存', 'Message kept'], said.kept),
      end('messageFailed', ['留言失败', 'Message not kept'], ['抱歉，留言没有保存成功，请稍后再拨。再见。', 'Sorry, your message could not be kept. Please call again later. Goodbye.'], { cause: 'message-failed' }),
    ],
    optOuts: (said) => [
      end('optOutByKey', ['按9退出', 'Opted out by key'], said, { marks: ['optOut', 'goodbye'], doNotCall: true, cause: 'opted-out' }),
      end('optedOut', ['口头退出', 'Opted out by voice'], said, { cause: 'opted-out' }),
    ],
  }
}
