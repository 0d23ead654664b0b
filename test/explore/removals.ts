/** A guard of the shipped code, taken away by a change of its text. */
export interface Edit {
  /** From the root of the project. */
  readonly file: string
  readonly text: string
  readonly replacement: string
}

export interface Removal {
  readonly name: string
  readonly edits: readonly Edit[]
  /** The other guard that makes this one redundant, where no order tells the difference. */
  readonly redundantTo?: string
}

const bridge = 'packages/media-bridge/src'
const runtime = 'packages/runtime/src'

const removal = (name: string, file: string, text: string, replacement: string, more: Partial<Removal> = {}): Removal => ({ name, edits: [{ file, text, replacement }], ...more })

const single: readonly Removal[] = [
  removal('a known turn is not started again', `${bridge}/turn/turn-step.ts`, 'if (state.knownTurnIds.includes(command.turnId)) return', ''),
  removal('a turn for a caller who has gone is cancelled', `${bridge}/turn/turn-step.ts`, 'if (state.isOver) return', 'if (false) return'),
  removal('a late recognition is dropped', `${bridge}/turn/speech.ts`, "if (listen === undefined || speech?.recognition !== recognition) return\n  if (!speech.isPresumedOver)", 'if (listen === undefined || speech === undefined) return\n  if (!speech.isPresumedOver)'),
  removal('a key does not cut a protected prompt', `${bridge}/turn/key-press.ts`, 'turn === undefined || playsProtected || !takesKey', 'turn === undefined || !takesKey'),
  removal('speech does not cut a protected prompt', `${bridge}/turn/turn-state.ts`, '(!isProtected(turn) && nowMs >=', '(nowMs >='),
  removal('a false barge-in resumes the prompt', `${bridge}/turn/speech.ts`, 'turn.speech = undefined\n  resumePrompt(draft, turn)\n  playNews(draft, turn)\n}\n\nconst settlesTurn', 'turn.speech = undefined\n  playNews(draft, turn)\n}\n\nconst settlesTurn'),
  removal('a failed recogniser resumes the prompt', `${bridge}/turn/speech.ts`, 'dropSpeech(draft, turn)\n  resumePrompt(draft, turn)', 'dropSpeech(draft, turn)'),
  removal('a turn that ends stops its prompt', `${bridge}/turn/outcome.ts`, '  stopPrompt(draft, turn, by)\n  stopTone', '  stopTone'),
  removal('a turn that ends drops its recognition', `${bridge}/turn/outcome.ts`, '  dropSpeech(draft, turn)\n  draft.state.turn', '  draft.state.turn'),
  removal('nobody says nothing while they speak', `${bridge}/turn/timers.ts`, 'turn.listeningSinceMs === undefined || turn.speech !== undefined ||', 'turn.listeningSinceMs === undefined ||'),
  removal('a message ends with its caller', `${bridge}/turn/turn-step.ts`, '      endByHangUp(draft, turn)\n', ''),
  removal('a prompt that was stopped says no more', `${bridge}/turn/turn-runner.ts`, 'if (number === this.#playNumber) this.#step(input)', 'this.#step(input)', { redundantTo: 'the speaker forgets a prompt that was stopped, and a mark that was cleared ends none' }),
  removal('a speaker forgets a prompt that was stopped', `${bridge}/speak/speaker.ts`, 'if (this.playback !== playback || playback.isPaused) return false', '', { redundantTo: 'the turn drops what a stopped prompt still says, and a mark that was cleared ends none' }),
  removal('a repeated command is dropped', `${bridge}/control/command-filter.ts`, ' || number <= this.lastNumber', '', { redundantTo: 'the runtime sends again only what comes after the last command that the bridge names' }),
  removal('a command of an older epoch is dropped', `${bridge}/control/command-filter.ts`, 'epoch < this.currentEpoch || ', '', { redundantTo: 'the bridge listens to one stream at a time' }),
  removal('facts are sent again to the next runtime', `${bridge}/control/call-link.ts`, '    for (const fact of this.outbox.pending) this.write({ fact: factToWire(fact) })\n', ''),
  removal('a broken link is attached again', `${bridge}/control/call-link.ts`, '    else this.retry(error)\n', ''),
  removal('a leg that comes after the caller is turned away', `${bridge}/legs/call-legs.ts`, "if (this.isClosed) return this.parts.report({ type: 'leg.hung-up', legId, cause: 'normal' })", '', { redundantTo: 'the runtime calls off the human when it learns of the hang-up' }),
  removal('the legs of a caller who has gone end', `${bridge}/legs/call-legs.ts`, 'this.isClosed = true\n    this.hangUpAll()', 'this.isClosed = true', { redundantTo: 'the runtime hangs up the legs when it learns of the hang-up' }),
  removal('a hang-up waits for the prompt', `${bridge}/legs/party.ts`, 'if (this.quietCount >= quietTicks ||', 'if (true ||'),
  removal('no turn begins while two people talk', `${bridge}/media-leg.ts`, "if (legs.joined) return report({ type: 'turn.failed', turnId: command.turnId, cause: 'legs-joined' })", '', { redundantTo: 'the chart starts no turn from the ringing to the end of the talk' }),
  removal('a talk ends the turn', `${bridge}/media-leg.ts`, "turns.cancel(lastTurnId)\n        legs.join", 'legs.join', { redundantTo: 'the chart cancels its turn when it rings' }),
  removal('a talk is not listened to', `${bridge}/media-leg.ts`, 'if (!legs.joined) turns.hear', 'turns.hear', { redundantTo: 'no turn runs in a talk' }),
  removal('a fact counts once', `${runtime}/call/live-call.ts`, 'if (numbered.number <= this.lastTaken) return this.outbox.ack(this.lastTaken)', ''),
  removal('commands are sent again after a break', `${runtime}/call/outbox.ts`, 'for (const each of kept) next.send(each)', ''),
  removal('a turn is taken up after a restart', `${runtime}/perform/under-way.ts`, 'else await startAgain(turn)', ''),
  removal('timers are armed again after a restart', `${runtime}/perform/under-way.ts`, '  performing.timers.rearm()\n', ''),
  removal('a transfer is taken up after a restart', `${runtime}/perform/under-way.ts`, '  await performing.transfers.rearm()\n', ''),
  removal('rows are written after a restart', `${runtime}/perform/under-way.ts`, '  performing.rows.rearm()\n', ''),
  removal('an effect is journaled before it is sent', `${runtime}/perform/perform.ts`, '  if (dispatched.length > 0) await parts.hands.record(dispatched)\n', '  void dispatched\n'),
  removal('a request of unknown outcome is not repeated', `${runtime}/perform/request.ts`, 'if (mayBeRepeated(request.effect)) start(request)', 'if (true) start(request)'),
  removal('a request that was not sent is sent after a restart', `${runtime}/perform/request.ts`, 'return open.filter((each) => !each.dispatched)', 'return []'),
  removal('the chart hears of an open turn only', `${runtime}/call/become-event.ts`, 'if (turnId === undefined || !state.turns.has(turnId)) return undefined', 'if (turnId === undefined) return undefined', { redundantTo: 'the chart takes an answer to its own turn only' }),
  removal('a caller who leaves takes the queue entry along', `${runtime}/perform/transfer.ts`, "if (callerLeft) return this.dropAll('caller-gone')", 'if (callerLeft) return', { redundantTo: 'the chart cancels the transfer of a caller who leaves' }),
  removal('a human who accepts too late is let go', `${runtime}/perform/transfer.ts`, "if (open === undefined) return this.queues.release(offerId, 'system')\n", "if (open === undefined) return\n", { redundantTo: 'the queue takes an offer back with its caller' }),
  removal('a leg of no transfer is hung up', `${runtime}/perform/transfer.ts`, "      return this.hands.command({ type: 'leg.hang-up', legId })\n    if (fact.type === 'leg.connected')", "      return\n    if (fact.type === 'leg.connected')", { redundantTo: 'a cancelled transfer hangs up its legs, and the bridge those of a caller who has gone' }),
  removal('a cancelled transfer hangs up its legs', `${runtime}/perform/transfer.ts`, "this.hands.command({ type: 'hold.stop' })\n    await this.hangUpLegs()\n  }\n\n  /** What a fact", "this.hands.command({ type: 'hold.stop' })\n  }\n\n  /** What a fact", { redundantTo: 'a leg that still comes is hung up, and the bridge ends those of a caller who has gone' }),
  removal('a leg that never comes is given up', `${runtime}/perform/transfer.ts`, "if (leg.joinedAt === undefined) await this.legFailed(leg)\n    else", 'if (leg.joinedAt === undefined) return\n    else', { redundantTo: 'the bridge gives up legs that never came' }),
  removal('a leg that was reported on is not given up', `${runtime}/perform/transfer.ts`, "if (leg?.state !== 'expected') return\n    if (leg.joinedAt", 'if (leg === undefined) return\n    if (leg.joinedAt'),
  removal('an offer is taken back with its caller', `${runtime}/queue/board.ts`, "      if (offer !== undefined) await this.takeBack(offer, 'withdrawn', cause)\n", ''),
  removal('a seat is free again after the talk', `${runtime}/queue/board.ts`, "cause: by === 'caller' ? 'caller-gone' : 'failed' })\n    await this.seats.free(offer.agentId, offer.state === 'joined' ? offer : undefined)", "cause: by === 'caller' ? 'caller-gone' : 'failed' })"),
  removal('an offer is accepted once', `${runtime}/queue/board.ts`, "if (offer !== undefined && offer.agentId === agentId && offer.state === 'offered') return offer", 'if (offer !== undefined) return offer'),
  removal('the journal belongs to one runtime', `${runtime}/call/live-call.ts`, "if (code === 'RUNTIME_STALE_EPOCH' || code === 'RUNTIME_JOURNAL_CONFLICT') {", 'if (false) {'),
  removal('a call that another runtime took over leaves no entry', `${runtime}/perform/transfer.ts`, '    await this.queues.takeOver(this.state.origin.callId, legs.length > 0 && open !== undefined ? entryOf(open) : undefined)\n', ''),
  removal('a human of a call that went elsewhere is freed', `${runtime}/queue/board.ts`, "    if (entry?.agentId !== offer.agentId) await this.letGo(offer, 'system')\n    else if", '    if (entry === undefined) return\n    if'),
  removal('a human who was sent for before the restart costs no transfer', `${runtime}/perform/transfer.ts`, "this.state.caller === 'connected' && !this.givenUp.has(leg.legId)", "this.state.caller === 'connected'"),
  removal('a turn under way says nothing after the call', 'packages/flow/src/machine/assigns.ts', '  turnId: null,\n  queued: [],', '  queued: [],'),
  removal('the chart takes an answer to its own turn only', 'packages/flow/src/machine/guards.ts', 'context.turnId !== null && event.turnId === context.turnId\nconst isQuestion', 'context.turnId !== null\nconst isQuestion', { redundantTo: 'the runtime passes on outcomes of open turns only, and a hang-up waits for what plays' }),
]

/** Guards that stand in for each other, taken away together. */
function pairs(): Removal[] {
  const both = (name: string, ...edits: readonly Edit[]): Removal => ({ name, edits })
  const edit = (file: string, text: string, replacement: string): Edit => ({ file, text, replacement })
  const edits = (name: string): readonly Edit[] => single.find((each) => each.name === name)?.edits ?? []
  const transfer = `${runtime}/perform/transfer.ts`
  return [
    both('a repeated command, in both processes', ...edits('a repeated command is dropped'), edit(`${runtime}/call/outbox.ts`, 'kept = kept.filter((each) => each.number > lastCommandNumber)', '')),
    both('a leg that comes after the caller, in both processes', ...edits('a leg that comes after the caller is turned away'), edit(transfer, "if (leg?.state !== 'hung-up') continue\n      this.hands.command({ type: 'leg.hang-up', legId })", "if (leg?.state !== 'hung-up') continue")),
    both(
      'the legs of a caller who has gone, in both processes',
      ...edits('the legs of a caller who has gone end'),
      edit(transfer, "this.stopWaiting(legId)\n      this.hands.command({ type: 'leg.hang-up', legId })\n      await", 'this.stopWaiting(legId)\n      await'),
    ),
    both('the queue entry of a caller who leaves, in both places', ...edits('a caller who leaves takes the queue entry along'), edit(`${runtime}/perform/perform.ts`, 'return transfers.cancel(effect.transferId)', 'return')),
    both('a leg that never comes, in both processes', ...edits('a leg that never comes is given up'), edit(`${bridge}/legs/call-legs.ts`, "this.end(leg, 'no-media')", 'void leg')),
  ]
}

export const removals: readonly Removal[] = [...single, ...pairs()]
