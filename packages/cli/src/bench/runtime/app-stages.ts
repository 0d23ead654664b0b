import type { StageFiles } from '../measure/costs-by-stage.js'

/** What the app does for a call, by where it is written. */
export const appStages: StageFiles = [
  ['HTTP', /\/(express|router|body-parser|helmet|finalhandler|send|qs|raw-body|type-is|content-type)\/|node:_http|node:internal\/http(?!2)|runtime\/dist\/api\//],
  ['statements made', /\/kysely\//],
  ['PostgreSQL client', /\/(pg|pg-pool|pg-protocol|pg-types|postgres-array|postgres-date|pg-connection-string|pgpass)\//],
  ['store', /runtime\/dist\/store\//],
  ['chart', /\/xstate\/|packages\/flow\/dist\/|cel-js/],
  ['understanding', /packages\/nlu\/dist\/|runtime\/dist\/understanding\//],
  ['call', /runtime\/dist\/(call|perform|watch|control|queue)\//],
  ['schemas', /\/zod\//],
  ['log', /\/(pino|sonic-boom|thread-stream|quick-format-unescaped|on-exit-leak-free)\//],
  ['metrics', /\/prom-client\/|runtime\/dist\/metrics/],
  ['gRPC', /@grpc\/|protobufjs|node:internal\/http2|protocol\/dist\//],
  ['sockets', /node:net|node:internal\/stream|node:_stream/],
  ['rest of the app', /packages\/runtime\/dist\//],
]
