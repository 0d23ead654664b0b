/** Every run of `shortest` to `longest` items, joined by `glue`. */
export function gramsOf(items: readonly string[] | string, shortest: number, longest: number, glue = ''): string[] {
  const grams: string[] = []
  for (let size = shortest; size <= longest; size += 1) {
    for (let at = 0; at + size <= items.length; at += 1) {
      const gram = items.slice(at, at + size)
      grams.push(typeof gram === 'string' ? gram : gram.join(glue))
    }
  }
  return grams
}
