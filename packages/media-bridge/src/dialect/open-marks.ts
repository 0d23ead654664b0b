/** Marks that the switch has not reported yet, by the names that it is given. */
export class OpenMarks {
  private readonly ids: number[] = []

  get count(): number {
    return this.ids.length
  }

  /** @returns the mark's name: letters and digits, 11 characters at most */
  add(id: number): string {
    this.ids.push(id)
    return `m${id}`
  }

  /** @returns the mark that the switch speaks of, if it is still open: one that is not was cleared while its report was on the way */
  close(name: string): number | undefined {
    const at = this.ids.indexOf(Number(name.slice(1)))
    return at < 0 ? undefined : this.ids.splice(at, 1)[0]
  }

  /** @returns those that were open */
  closeAll(): number[] {
    return this.ids.splice(0)
  }
}
