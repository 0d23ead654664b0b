/** Whoever looks at calls while they run: told that a call is another one than before, not what it is now. */
export class CallWatchers {
  private readonly byCall = new Map<string, Set<() => void>>()

  /** @param changed returns at once @returns the way to stop */
  watch(callId: string, changed: () => void): () => void {
    const watchers = this.byCall.get(callId) ?? new Set()
    this.byCall.set(callId, watchers.add(changed))
    return () => {
      watchers.delete(changed)
      if (watchers.size === 0 && this.byCall.get(callId) === watchers) this.byCall.delete(callId)
    }
  }

  tell(callId: string): void {
    for (const changed of this.byCall.get(callId) ?? []) changed()
  }
}
