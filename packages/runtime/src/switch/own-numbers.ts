import type { ShownNumber } from '../perform/line-plan.js'
import { plainNumber } from './route.js'

/** Which of our numbers an outside person is shown: the one that was asked for, else the one that was dialled, else the first; never another's. */
export const shownNumberOf =
  (ownNumbers: () => readonly string[]): ShownNumber =>
  (asked, dnis) => {
    const own = ownNumbers()
    const ours = (wanted: string | undefined): string | undefined => (wanted === undefined ? undefined : own.find((number) => plainNumber(number) === plainNumber(wanted)))
    return asked === undefined ? (ours(dnis) ?? own[0]) : ours(asked)
  }
