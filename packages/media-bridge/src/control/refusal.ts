import { status, type ServiceError } from '@grpc/grpc-js'
import { MediaError } from '../errors.js'

const finalStatuses = new Set([
  status.UNAUTHENTICATED,
  status.PERMISSION_DENIED,
  status.NOT_FOUND,
  status.ALREADY_EXISTS,
  status.FAILED_PRECONDITION,
])

/** Why the runtime did not take a call, or let it go. */
export const refusalOf = (error: Partial<ServiceError>): MediaError => {
  const options = { cause: error }
  switch (error.code) {
    case status.UNAUTHENTICATED:
    case status.PERMISSION_DENIED:
    case status.NOT_FOUND:
      return new MediaError(
        'MEDIA_TOKEN_REFUSED',
        'The runtime refused the token of the media connection: ask POST /v1/calls for a new one.',
        options,
      )
    case status.FAILED_PRECONDITION:
      return new MediaError('MEDIA_TOKEN_REFUSED', 'The call of this token is over: ask POST /v1/calls for a new one.', options)
    case status.ALREADY_EXISTS:
      return new MediaError(
        'MEDIA_ALREADY_CONNECTED',
        'The call of this token has its media already: one connection serves a call.',
        options,
      )
    case status.RESOURCE_EXHAUSTED:
      return new MediaError('MEDIA_OVERLOADED', 'The runtime takes no further call now: try another one.', { ...options, retryable: true })
    default:
      return new MediaError(
        'MEDIA_RUNTIME_UNAVAILABLE',
        'The runtime did not answer: check that it runs and that the bridge has its address.',
        { ...options, retryable: true },
      )
  }
}

/** No other try will help. */
export const isFinal = (error: unknown): boolean => finalStatuses.has((error as Partial<ServiceError>).code ?? status.OK)

/** Name of the runtime that is to have the call from now on, where the one that lets it go says so. */
export const runtimeNamedBy = ({ metadata }: Partial<ServiceError>): string | undefined => metadata?.get('callchart-runtime')[0]?.toString()
