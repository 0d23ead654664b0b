const asIs = (bytes: Buffer): Buffer => bytes

/** A bidirectional gRPC method without a codec: what a stream costs at least. */
export const echoMethod = {
  path: '/callchart.bench/Echo',
  requestStream: true,
  responseStream: true,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
} as const

/** As a service for `Server.addService`. */
export const echoService = { echo: echoMethod } as const
