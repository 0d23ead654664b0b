export const nodeKinds = [
  'start',
  'say',
  'ask',
  'menu',
  'collect',
  'decide',
  'set',
  'request',
  'transfer',
  'hours',
  'subflow',
  'voicemail',
  'record',
  'tag',
  'jump',
  'hangup',
] as const
export type NodeKind = (typeof nodeKinds)[number]
