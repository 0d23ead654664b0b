import { createRequire } from 'node:module'
import {
  loadPackageDefinition,
  status,
  type GrpcObject,
  type ServiceClientConstructor,
  type ServiceDefinition,
  type StatusObject,
} from '@grpc/grpc-js'
import { Metadata } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { protoLoaderOptions, ProtocolError, type CodedError } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'

/** The service of the .proto, for a server and (in tests and bridges) for a client. */
export function callControlService(): { readonly definition: ServiceDefinition; readonly Client: ServiceClientConstructor } {
  const path = createRequire(import.meta.url).resolve('@callchart/protocol/proto/callchart/call/v1/call_control.proto')
  const loaded = loadPackageDefinition(loadSync(path, protoLoaderOptions))
  const Client = ((loaded.callchart as GrpcObject).call as GrpcObject).v1 as GrpcObject
  const constructor = Client.CallControl as ServiceClientConstructor
  return { definition: constructor.service, Client: constructor }
}

const statuses: Readonly<Partial<Record<CodedError['code'], status>>> = {
  RUNTIME_TOKEN_REFUSED: status.UNAUTHENTICATED,
  RUNTIME_CALL_ENDED: status.FAILED_PRECONDITION,
  RUNTIME_STALE_EPOCH: status.ABORTED,
  RUNTIME_JOURNAL_CONFLICT: status.ABORTED,
  RUNTIME_STORE_UNAVAILABLE: status.UNAVAILABLE,
  RUNTIME_DRAINING: status.UNAVAILABLE,
  RUNTIME_CALL_GOES: status.UNAVAILABLE,
  RUNTIME_BRIDGE_MESSAGE_INVALID: status.INVALID_ARGUMENT,
  PROTOCOL_BAD_MESSAGE: status.INVALID_ARGUMENT,
  PROTOCOL_UNKNOWN_MESSAGE: status.INVALID_ARGUMENT,
}

/**
 * The gRPC status of an error: its details begin with our code, which also stands in the trailer `callchart-code`. The trailer `callchart-runtime` names
 * the runtime that is to have the call.
 */
export function statusOf(error: unknown): Partial<StatusObject> {
  const coded = error instanceof RuntimeError || error instanceof ProtocolError ? error : undefined
  const code = coded?.code ?? 'RUNTIME_INTERNAL'
  const metadata = new Metadata()
  metadata.set('callchart-code', code)
  const { runtimeId } = coded?.fields ?? {}
  if (typeof runtimeId === 'string') metadata.set('callchart-runtime', runtimeId)
  return {
    code: statuses[code] ?? status.INTERNAL,
    details: `${code}: ${coded?.message ?? 'The runtime met an error that nobody foresaw.'}`,
    metadata,
  }
}
