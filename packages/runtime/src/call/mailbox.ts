export interface Mailbox {
  /** Resolves when the task is over; tasks run one after the other, in the order of posting. */
  post(task: () => Promise<void>): Promise<void>
  /** Tasks not begun yet are dropped, and so are later ones. */
  close(): void
}

/** Serialises everything that happens to one call. A task that throws is reported and does not stop the ones behind it. */
export function createMailbox(onError: (error: unknown) => Promise<void>): Mailbox {
  let tail: Promise<void> = Promise.resolve()
  let open = true
  return {
    post(task) {
      tail = tail.then(() => (open ? task() : undefined)).catch(onError)
      return tail
    },
    close() {
      open = false
    },
  }
}
