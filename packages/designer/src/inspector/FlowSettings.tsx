export function FlowSettings() {
  return null
}
