import { join } from 'node:path'
import type { TestSystem } from '../../driver/system.js'
import { writeMicrophone } from './microphone.js'

/** What the flow says that is drawn from an empty chart: it tells the balance of a card, and leads to a human. */
export const balanceLine = {
  greeting: 'Welcome to the balance line of the northern bank.',
  menu: 'Say balance, or press 1. To end, press 2.',
  balance: 'You have {{ balance }} dollars.',
  filled: 'You have 1250.4 dollars.',
} as const

/** Who calls it: asks for the balance, then for a human. Gives the file for the microphone. */
export async function writeBalanceCaller(there: TestSystem): Promise<string> {
  const file = join(there.folder, 'caller.wav')
  const spoken = [
    // Between the end of the menu's prompt and the end of the patience with who says nothing, however long dialling takes.
    { afterMs: 10_500, speech: await there.speech('balance') },
    { afterMs: 14_000, speech: await there.speech('speak to an agent') },
  ]
  await writeMicrophone(file, spoken, 60_000)
  return file
}
