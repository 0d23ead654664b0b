/** @throws Error when there is nothing to pick from */
export function pick<Item>(random: () => number, items: readonly Item[]): Item {
  if (items.length === 0) throw new Error('There is nothing to pick from')
  return items[Math.floor(random() * items.length)] as Item
}
