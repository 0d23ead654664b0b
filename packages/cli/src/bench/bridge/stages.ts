import type { FunctionCost } from '../measure/reading.js'

/** Where a function's time belongs: the first that fits. */
const stages: readonly (readonly [stage: string, file: RegExp])[] = [
  ['1 take audio in', /media-bridge\/dist\/dialect\/(?!audio-writer|wire\b)/],
  ['1 sample clock, ticker', /media-bridge\/dist\/clock\//],
  ['2 voice activity', /media-bridge\/dist\/listen\/|media-bridge\/dist\/audio\/level/],
  ['2 Silero', /onnxruntime/],
  ['2 digits in the audio', /dtmf-detector/],
  ['2 to the recogniser', /media-bridge\/dist\/engines\//],
  ['3 turns', /media-bridge\/dist\/turn\//],
  ['8 speak', /media-bridge\/dist\/(speak|audio|dialect)\//],
  ['recording', /media-bridge\/dist\/recording\/|node:internal\/(crypto|fs)|node:crypto/],
  ['legs, control', /media-bridge\/dist\/|protocol\/dist\//],
  ['gRPC', /@grpc\/|protobufjs|node:internal\/http2/],
  ['WebSocket', /\/ws\/lib\//],
  ['sockets', /node:net|node:internal\/stream|node:_stream|node:internal\/streams/],
]

const stageOf = ({ url, functionName }: FunctionCost): string => {
  if (functionName === '(garbage collector)') return 'garbage collector'
  if (functionName === '(program)') return 'system calls and native code'
  return stages.find(([, file]) => file.test(url))?.[0] ?? 'else (timers, events, promises)'
}

export interface StageCost {
  readonly stage: string
  readonly usPerFrame: number
}

/** @param frames of all calls while the profile was taken */
export function stageCosts(costs: readonly FunctionCost[], frames: number): StageCost[] {
  const sums = new Map<string, number>()
  for (const cost of costs) sums.set(stageOf(cost), (sums.get(stageOf(cost)) ?? 0) + cost.selfUs)
  return [...sums].map(([stage, us]) => ({ stage, usPerFrame: Number((us / frames).toFixed(2)) })).sort((left, right) => right.usPerFrame - left.usPerFrame)
}
