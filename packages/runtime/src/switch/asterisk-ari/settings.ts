import type { DialStrings } from '../dial-string.js'

export interface AriSettings {
  readonly switchId: string
  /**
   * Who opens the control connection: Asterisk (section callchart-control of deploy/asterisk, with this user and password), or we, at
   * `url` (http.conf), with a user of ari.conf.
   */
  readonly user: string
  readonly password: string
  /** Address of Asterisk's HTTP server, such as `http://127.0.0.1:8088`; absent: Asterisk dials us. */
  readonly url?: string | undefined
  /** Name of the Stasis application, which the dialplan names, too. */
  readonly app?: string | undefined
  /** Sections of websocket_client.conf that lead to the media bridges, by `host:port` of their addresses; `*` is any other. */
  readonly mediaSections?: Readonly<Record<string, string>> | undefined
  /** Format of the bot legs. */
  readonly format?: 'ulaw' | 'alaw' | 'slin16' | undefined
  /** `at-once` answers before the bot leg is there, so that callers pay from then on. */
  readonly answers?: 'with-media' | 'at-once' | undefined
  /** SIP headers of an arriving call, and variables of its channel, that the flow is given. */
  readonly headers?: readonly string[] | undefined
  readonly variables?: readonly string[] | undefined
  readonly dialStrings?: DialStrings | undefined
  /** A caller who is referred to a SIP address is given our headers in it: for a carrier that brings them along. */
  readonly referHeaders?: boolean | undefined
  /** Manager interface, needed to record a conversation with a human. */
  readonly manager?: ManagerAccess | undefined
  /** Folder into which Asterisk records, as it has it. */
  readonly recordings?: string | undefined
  /** The same folder as Callchart has it, where that differs: a share of another machine, or a container. */
  readonly recordingsHere?: string | undefined
}

export interface ManagerAccess {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
}

/** As deploy/asterisk names it. */
export const usualApp = 'callchart'
const usualSection = 'callchart'
const usualRecordings = '/var/spool/asterisk/callchart'

export const appOf = ({ app = usualApp }: AriSettings): string => app

export const recordingFolders = ({ recordings = usualRecordings, recordingsHere = recordings }: AriSettings) => ({ at: recordings, here: recordingsHere })

export const sectionFor = ({ mediaSections = {} }: AriSettings, mediaUrl: string): string => {
  const { host } = new URL(mediaUrl)
  return (Object.hasOwn(mediaSections, host) ? mediaSections[host] : mediaSections['*']) ?? usualSection
}
