const said = (text: string) => ({ 'en-US': [text] })
export const bye = (id: string, text: string) => ({ id, kind: 'hangup', name: id, prompt: said(text) })

/** A flow that is a transfer and nothing else; its queue has its name. */
export const lineFlow = (id: string, rest: object = {}, further: readonly object[] = []) => ({
  schemaVersion: 1,
  id,
  name: id,
  languages: ['en-US'],
  nodes: [
    { id: 'begin', kind: 'start', name: 'begin', next: 'human' },
    {
      id: 'human',
      kind: 'transfer',
      name: 'human',
      queue: id,
      whisper: said('A caller for you.'),
      summary: 'A caller',
      maxWaitMs: 600_000,
      ringMs: 10_000,
      positionPrompt: said('Number {{ queue.position }}.'),
      keys: [
        { digit: '1', to: 'left' },
        { digit: '2', type: 'call-back', to: 'backLater' },
      ],
      next: 'after',
      busy: 'nobody',
      noAnswer: 'nobody',
      failed: 'failed',
      ...rest,
    },
    bye('after', 'Thank you.'),
    bye('nobody', 'Nobody is free.'),
    bye('failed', 'It failed.'),
    bye('left', 'You left.'),
    bye('backLater', 'We call you back.'),
    ...further,
  ],
})
