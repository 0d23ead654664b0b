/** The understanding of an utterance that may take its time, as long as nothing more urgent happens in its call. */
export interface Pondering {
  /** Of the understanding that begins now; aborted already where something urgent waits. */
  begin(): AbortSignal
  /** Something has come that must not wait for an understanding. Gives what is called when its turn has come. */
  urge(): () => void
}

export function createPondering(): Pondering {
  let waiting = 0
  let current = new AbortController()
  return {
    begin() {
      current = new AbortController()
      if (waiting > 0) current.abort()
      return current.signal
    },
    urge() {
      waiting += 1
      current.abort()
      let isOpen = true
      return () => {
        if (isOpen) waiting -= 1
        isOpen = false
      }
    },
  }
}
