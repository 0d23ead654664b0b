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
  'tag',
  'jump',
  'hangup',
] as const
export type NodeKind = (typeof nodeKinds)[number]
