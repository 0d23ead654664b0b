import type { ShownNumber } from '../perform/line-plan.js'

/** Which of our numbers an outside person is shown: the one that was asked for, else the one that was dialled, else the first; never another's. */
export const shownNumberOf =
  (known: () => readonly string[]): ShownNumber =>
  (asked, dnis) => {
    const ownNumbers = known()
    if (asked !== undefined) return ownNumbers.find((number) => number === asked)
    return ownNumbers.find((number) => number === dnis) ?? ownNumbers[0]
  }
