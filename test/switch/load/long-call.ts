import type { FlowFile } from '../../driver/flows.js'

const english = (...texts: readonly string[]) => ({ 'en-US': texts })

/** About six seconds each. */
const sentences = [
  'The first telephone exchange opened in a small town, and its one operator knew every subscriber by name.',
  'Later machines took over: a wheel behind each dial counted the pulses, and a switch stepped from contact to contact.',
  'When speech became numbers, eight thousand samples a second were found to be enough for a voice to be known.',
  'Every twenty milliseconds one packet leaves, and whoever listens notices when one of them comes too late.',
]

/** A call of about a minute: one question, which is understood, and much to listen to. */
export const longCall = (id: string, dnis: string): FlowFile => ({
  schemaVersion: 1,
  id,
  name: 'A long call',
  languages: ['en-US'],
  dnis: [dnis],
  intents: { balance: { name: 'Balance', phrases: english('check my balance', 'what is my balance', 'card balance') } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'question' },
    {
      id: 'question',
      kind: 'ask',
      name: 'Question',
      prompt: english('Welcome. Say check my balance, and then listen for a minute.'),
      interruptible: false,
      branches: [{ on: 'balance', to: 'understood' }],
      noInput: { to: 'story0' },
      noMatch: { to: 'story0' },
    },
    { id: 'understood', kind: 'say', name: 'Understood', prompt: english('I have understood you.'), next: 'story0', interruptible: false },
    ...Array.from({ length: 8 }, (_, index) => ({
      id: `story${index}`,
      kind: 'say',
      name: `Story ${index}`,
      prompt: english(sentences[index % sentences.length] ?? ''),
      interruptible: false,
      next: index === 7 ? 'bye' : `story${index + 1}`,
    })),
    { id: 'bye', kind: 'hangup', name: 'Goodbye', prompt: english('Thank you and goodbye.') },
  ],
})
