/** What a process used since it began. */
export interface Reading {
  /** Of all its threads. */
  readonly cpuUs: number
  /** For which its main thread was ready and had no CPU; not a number where the system does not tell. */
  readonly waitUs: number
  readonly rssBytes: number
  /** Of the heap and of buffers outside of it. */
  readonly usedBytes: number
}

/** Samples of the main thread in one function, by where it is written. */
export interface FunctionCost {
  /** File URL, `node:…`, or empty for what is no script. */
  readonly url: string
  readonly functionName: string
  readonly selfUs: number
}

export interface MeterQuestion {
  /** `read-clean` collects the garbage first. */
  readonly meter: 'read' | 'read-clean' | 'profile.start' | 'profile.stop'
}

export interface MeterAnswer extends MeterQuestion {
  readonly reading?: Reading
  readonly costs?: readonly FunctionCost[]
}
