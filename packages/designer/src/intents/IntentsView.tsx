export function IntentsView() {
  return null
}
