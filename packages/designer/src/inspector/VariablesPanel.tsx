export function VariablesPanel() {
  return null
}
