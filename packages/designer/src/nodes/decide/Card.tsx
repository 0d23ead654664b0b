/** Its conditions stand at its ways out. */
export function DecideCard() {
  return null
}
