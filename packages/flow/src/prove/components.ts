/** Tarjan, SIAM J. Comput. 1(2), 1972, without recursion: sets of states each of which can come to every other. */
export const componentsOf = <State>(states: readonly State[], linksOf: (state: State) => readonly { readonly to: State }[]): ReadonlyMap<State, number> => {
  const found = new Map<State, { order: number; low: number; onStack: boolean }>()
  const component = new Map<State, number>()
  const stack: State[] = []
  let count = 0
  const open: { state: State; links: readonly { readonly to: State }[]; next: number }[] = []
  const enter = (state: State): void => {
    found.set(state, { order: found.size, low: found.size, onStack: true })
    stack.push(state)
    open.push({ state, links: linksOf(state), next: 0 })
  }
  const close = (state: State): void => {
    for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
      const mark = found.get(member)
      if (mark !== undefined) mark.onStack = false
      component.set(member, count)
      if (member === state) break
    }
    count += 1
  }
  for (const first of states) {
    if (found.has(first)) continue
    enter(first)
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const mark = found.get(top.state)
      const link = top.links[top.next]
      top.next += 1
      if (link === undefined) {
        open.pop()
        const parent = open.at(-1)
        const above = parent === undefined ? undefined : found.get(parent.state)
        if (mark !== undefined && above !== undefined) above.low = Math.min(above.low, mark.low)
        if (mark !== undefined && mark.low === mark.order) close(top.state)
        continue
      }
      const seen = found.get(link.to)
      if (seen === undefined) enter(link.to)
      else if (seen.onStack && mark !== undefined) mark.low = Math.min(mark.low, seen.order)
    }
  }
  return component
}
