import { costsByStage, type StageFiles } from '../measure/costs-by-stage.js'
import type { FunctionCost } from '../measure/reading.js'

/** Where a function's time belongs: the first that fits. */
const stages: StageFiles = [
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

export interface StageCost {
  readonly stage: string
  readonly usPerFrame: number
}

/** @param frames of all calls while the profile was taken */
export const stageCosts = (costs: readonly FunctionCost[], frames: number): StageCost[] => costsByStage(costs, stages, frames).map(({ stage, us }) => ({ stage, usPerFrame: us }))
