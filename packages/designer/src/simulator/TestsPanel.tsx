export function TestsPanel() {
  return null
}
