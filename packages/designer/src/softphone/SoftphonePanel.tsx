export function SoftphonePanel() {
  return null
}
