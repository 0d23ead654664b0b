import { CodedError } from '@callchart/protocol'

/** Base of everything the bridge raises: `code` starts with MEDIA_. */
export class MediaError extends CodedError {}
