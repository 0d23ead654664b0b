export type { CallAttributes, CallEvent, CallEventType, RequestEvent, TransferEvent, TurnEvent, VariableValue } from './contract/events.js'
export type { CallEffect, CallEffectType, HttpAuth, HttpRequestEffect, ListenEffect, TransferEffect } from './contract/effects.js'
export type { CompiledFlow, FlowManifest, FlowMachine, FlowProblem, FlowSnapshot, StepResult } from './contract/compiled.js'
