import type { Kysely } from 'kysely'
import { tell, type Notices } from '../store/notices.js'
import type { Database } from '../store/tables.js'
import { QueueBoard, type QueueBoardParts } from './board.js'

export interface OpenBoardParts extends Omit<QueueBoardParts, 'leavesSeats'> {
  readonly db: Kysely<Database>
  readonly notices: Notices
}

/** A board that hears of humans who are left to its callers, and tells others of theirs. */
export function openBoard({ db, notices, ...parts }: OpenBoardParts): QueueBoard {
  // Who does not hear of it looks at the rows by themselves soon.
  const board = new QueueBoard({ ...parts, leavesSeats: (queue) => void tell(db, 'callchart_queues', queue).catch(() => undefined) })
  notices.listen('callchart_queues', (queue) => queue !== undefined && board.seatsAreLeft(queue))
  return board
}
