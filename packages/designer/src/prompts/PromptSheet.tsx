export function PromptSheet() {
  return null
}
