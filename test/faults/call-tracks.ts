type Line = Readonly<Record<string, unknown>>

/** What the logs of all apps tell of one call. */
export interface CallTrack {
  /** Name of the app that works on it. */
  holder: string
  /** States of its chart, outermost first, by dots. */
  place: string
  /** Each time that an app took it on. */
  readonly attached: { readonly by: string; readonly atMs: number }[]
  isOver: boolean
}

/** Follows calls by the logs of the apps: nobody is asked, so that nothing answers for a process that is gone. */
export class CallTracks {
  private readonly tracks = new Map<string, CallTrack>()
  /** Times that a call was sent to another app, for a human was free there. */
  sentToHumans = 0

  note(app: string, { msg, callId, time, to }: Line): void {
    if (typeof callId !== 'string') return
    if (msg === 'call sent to a free human') this.sentToHumans += 1
    if (msg === 'bridge attached') this.attach(callId, app, Number(time))
    const track = this.tracks.get(callId)
    if (track === undefined || msg !== 'step' || track.holder !== app || typeof to !== 'string') return
    track.place = to
  }

  of(callId: string): CallTrack | undefined {
    return this.tracks.get(callId)
  }

  get ids(): string[] {
    return [...this.tracks.keys()]
  }

  /** The node that the call is in; empty before its first one. */
  nodeOf(callId: string): string {
    return this.tracks.get(callId)?.place.split('.')[0] ?? ''
  }

  over(callId: string): void {
    const track = this.tracks.get(callId)
    if (track !== undefined) track.isOver = true
  }

  /** Of calls that are not over. */
  heldBy(app: string): string[] {
    return [...this.tracks].filter(([, { holder, isOver }]) => holder === app && !isOver).map(([callId]) => callId)
  }

  private attach(callId: string, app: string, atMs: number): void {
    const track = this.tracks.get(callId)
    if (track === undefined) return void this.tracks.set(callId, { holder: app, place: '', attached: [{ by: app, atMs }], isOver: false })
    track.holder = app
    track.attached.push({ by: app, atMs })
  }
}
