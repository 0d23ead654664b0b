/** The understanding of an utterance that may take its time, as long as nothing more urgent happens in its call. */
export interface Pondering {
  /** Of the understanding that begins now; aborted already where something urgent waits. */
  begin(): AbortSignal
  /** Something has come that must not wait for an understanding. Gives what is called when its turn has come. */
  urge(): () => void
}

/** Given with each abort: an error made for it would cost more than everything else here. */
const urged = new Error('Something urgent waits in the call.')

export function createPondering(): Pondering {
  let waiting = 0
  let current: AbortController | undefined
  return {
    begin() {
      current = new AbortController()
      if (waiting > 0) current.abort(urged)
      return current.signal
    },
    urge() {
      waiting += 1
      current?.abort(urged)
      let isOpen = true
      return () => {
        if (isOpen) waiting -= 1
        isOpen = false
      }
    },
  }
}
