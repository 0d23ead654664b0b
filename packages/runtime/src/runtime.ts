import { randomUUID } from 'node:crypto'
import { openingAt } from '@callchart/flow'
import { openAudioDoor } from './api/audio-door.js'
import { createApi } from './api/app.js'
import { createTrust } from './api/trust.js'
import { createAudioStore, type AudioStore } from './audio/audio-store.js'
import { CallDirectory } from './call/directory.js'
import { holdsOf } from './call/hold-caller.js'
import type { DirectoryParts } from './call/directory-parts.js'
import { makeReady } from './call/make-ready.js'
import { systemClock } from './clock.js'
import { BridgeList } from './control/bridge-list.js'
import { startControlServer } from './control/control-server.js'
import { RuntimeError } from './errors.js'
import { createWriteRow } from './call/outcome-rows.js'
import { createDraftBases } from './drafts/draft-bases.js'
import type { ReadyVersion } from './call/ready-version.js'
import { asDraft, type StoredDraft } from './drafts/draft-shape.js'
import { DraftFeed } from './drafts/draft-feed.js'
import { createDrafts } from './drafts/drafts.js'
import { openFlowLibrary, type FlowLibrary } from './flows/flow-library.js'
import { createChecker } from './flows/checker.js'
import { flowToolsFor } from './flows/flow-tools.js'
import { createVersionList } from './flows/version-list.js'
import { DraftFindings } from './flows/draft-findings.js'
import { createLibraryList } from './flows/library-list.js'
import { createTrainer } from './flows/trainer.js'
import { openModel, type OpenModel } from './knowledge/open-model.js'
import { drain } from './drain.js'
import { closeServer, listen } from './listening.js'
import { createMetrics, type RuntimeMetrics } from './metrics.js'
import { createSendRequest } from './perform/flow-requests.js'
import { createHandoverPush } from './perform/handover-push.js'
import type { ShownNumber } from './perform/line-plan.js'
import { sendRequest } from './perform/request/send-request.js'
import { answerCheck } from './perform/hours.js'
import type { QueueBoard } from './queue/board.js'
import { openBoard } from './queue/open-board.js'
import { patientRows } from './queue/patient-rows.js'
import { createQueueRows } from './queue/queue-rows.js'
import { createSeatSockets, refuseUpgrade } from './queue/seat-socket.js'
import { createQueueViews } from './queue/queue-views.js'
import { usualWrapUpCodes } from './queue/wrap-up-codes.js'
import { createJoinQueue } from './queue/join-queue.js'
import { readiness } from './readiness.js'
import { repeat } from './repeat.js'
import { defaultTuning, type RuntimeSettings, type RuntimeTuning } from './settings.js'
import { lineFoldersOf } from './recordings/line-folders.js'
import { Recordings } from './recordings/recordings.js'
import { createVoicemails } from './recordings/voicemails.js'
import { createReview } from './review/review.js'
import { createReplayOnDraft } from './replay/replay-on-draft.js'
import { createUnrecognisedRows } from './review/unrecognised-rows.js'
import { openNotices } from './store/notices.js'
import type { Journal } from './store/journal.js'
import { registerSpoolMetrics } from './store/spool/spool-metrics.js'
import { sealEarlierCalls } from './store/seal/seal-earlier.js'
import { openStore, type Store } from './store/store.js'
import { storeOptions, versionCopies } from './store-options.js'
import { createAriDoor } from './switch/asterisk-ari-door.js'
import { Dialling } from './switch/dialling.js'
import { CallDesk } from './switch/line-desk.js'
import { openLines, type Lines } from './switch/open-lines.js'
import { shownNumberOf } from './switch/own-numbers.js'
import { createNumberRows } from './switch/number-rows.js'
import { Numbers } from './switch/numbers.js'
import type { AskedVersion } from './switch/route.js'
import { openSwitches } from './switch/switches.js'
import { createRecognizers } from './understanding/recognizers/recognizers.js'
import { randomToken } from './store/tokens.js'
import { registerBridgeMetrics } from './watch/bridge-meters.js'
import { createTraceparent } from './watch/traceparent.js'
import { watchJournal } from './watch/watched-journal.js'
import { resourcesViewOf, workspaceOf } from './workspace.js'
import { createApiServer } from './tls.js'
import { createUnderstandingServices, type UnderstandingServices } from './understanding/services.js'

export interface RunningRuntime {
  /** Of the HTTP API: `http://host:port`. */
  readonly url: string
  /** Where bridges on this machine ask for uploaded audio: not encrypted, and by a certificate's name neither. */
  readonly audioBaseUrl: string
  /** Of the gRPC call control, for bridges: `host:port`. */
  readonly controlAddress: string
  /**
   * Takes no further call. Where other runtimes go on with the calls, those that run are given to them; otherwise they may go on here.
   * Resolves when none is left, or after `withinMs`.
   */
  drain(withinMs: number): Promise<void>
  /** Stops taking calls and lets go of those that run: another runtime may go on with them. */
  close(): Promise<void>
}

const apiVersion = '0.1.0'

/** Runs what was started in reverse, whatever fails. */
class Closing {
  private readonly steps: (() => unknown)[] = []

  then(step: () => unknown): void {
    this.steps.unshift(step)
  }

  async run(): Promise<void> {
    for (const step of this.steps.splice(0))
      await Promise.resolve()
        .then(step)
        .catch(() => undefined)
  }
}

const retentionSweepMs = 3_600_000
/** What a switch has recorded is looked for again. */
const importSweepMs = 60_000
/** What an earlier release has left in plain is sealed little by little. */
const [sealSweepMs, sealSweepCount] = [60_000, 500]
/** Every stored document is gone through. */
const recordingSweepMs = 86_400_000

/**
 * Starts a runtime: store, flow library, calls, queues, call control and HTTP API.
 *
 * @throws RUNTIME_STORE_UNAVAILABLE, RUNTIME_MIGRATION_FAILED, RUNTIME_FLOWS_FOLDER_UNREADABLE, RUNTIME_PORT_IN_USE, RUNTIME_TLS_UNUSABLE, RUNTIME_MASTER_KEY_DIFFERS
 */
export async function startRuntime(settings: RuntimeSettings): Promise<RunningRuntime> {
  const closing = new Closing()
  try {
    return await start(settings, closing)
  } catch (error) {
    await closing.run()
    throw error
  }
}

async function start(settings: RuntimeSettings, closing: Closing): Promise<RunningRuntime> {
  const tuning: RuntimeTuning = { clock: systemClock, ...defaultTuning, ...settings.tuning }
  const { host, logger } = settings
  const runtimeId = randomUUID()
  let isDraining = false
  let isShut = false

  const store = await openStore(settings.databaseUrl, storeOptions(settings, tuning, runtimeId))
  closing.then(() => store.close())
  const notices = await openNotices(settings.databaseUrl, tuning.clock)
  closing.then(() => notices.close())
  const trainer = createTrainer()
  closing.then(() => trainer.close())
  const checker = createChecker({ clock: tuning.clock })
  closing.then(() => checker.close())
  const recognizers = createRecognizers({ clock: tuning.clock })
  closing.then(() => recognizers.close())
  const abilities = { ...(settings.speech === undefined ? {} : { speech: settings.speech }), hasModel: settings.knowledge !== undefined }
  const flows = await openFlowLibrary({
    folder: settings.flowsDir,
    store,
    tools: { ...flowToolsFor(abilities, (document, resources) => checker.check(document, resources)), trainUnderstanding: (source, signal) => trainer.train(source, signal) },
    makeReady: (prepared) => makeReady(prepared, recognizers),
    logger,
    clock: tuning.clock,
    notices,
    ...versionCopies(settings),
    ...(settings.writesBack !== undefined && { writesBack: settings.writesBack }),
  })
  closing.then(() => flows.close())

  const numbers = new Numbers({ rows: createNumberRows(store.db), flows, notices, clock: tuning.clock, logger })
  closing.then(() => numbers.close())
  await numbers.open()

  const understanding = createUnderstandingServices({ choices: settings.understanding ?? [], secrets: settings.secrets, clock: tuning.clock })
  closing.then(() => understanding.close())

  const model = openModel(settings.knowledge, settings.secrets, tuning.clock)
  closing.then(() => model.close())

  const rows = patientRows(createQueueRows(store.promptDb, runtimeId, () => bridges.neighbours), logger)
  const board = openBoard({ runtimeId, rows, clock: tuning.clock, logger, db: store.promptDb, notices })
  closing.then(() => board.close())
  const recordings = settings.recordings === undefined ? undefined : new Recordings({ settings: settings.recordings, masterKey: settings.masterKey, db: store.db, clock: tuning.clock, logger, lineFolders: () => lineFoldersOf(settings.switches ?? []) })
  if (recordings !== undefined) {
    closing.then(() => recordings.close())
    closing.then(repeat(tuning.clock, retentionSweepMs, () => recordings.sweep()))
    closing.then(repeat(tuning.clock, importSweepMs, () => recordings.importLines()))
  }
  const metrics = createMetrics({
    activeCalls: () => directory.activeCount,
    queueLengths: () => board.lengths(),
    journal: () => ({ waitingCount: journal.waitingCount(), lagSeconds: journal.lagSeconds() }),
  })
  const journal = watchJournal(store.journal, metrics)
  if (store.spool !== undefined) registerSpoolMetrics(metrics.registry, store.spool)
  const lines = openLines({ db: store.db, runtimeId, key: store.keys.betweenRuntimes, clock: tuning.clock, logger, leaseMs: tuning.switchLeaseMs })
  closing.then(() => lines.calls.close())
  const shownNumber = shownNumberOf(() => [...(settings.ownNumbers ?? []), ...numbers.ownNumbers()])
  const bridges = new BridgeList({ clock: tuning.clock, fixedUrl: settings.mediaUrl, drains: (mediaUrl) => directory.leaveBridge(mediaUrl) })
  registerBridgeMetrics(metrics.registry, bridges)
  const directory = new CallDirectory(directoryParts({ settings, tuning, runtimeId, store, journal, flows, understanding, model, board, metrics, recordings, lines: lines.calls, shownNumber, bridges }))
  closing.then(() => directory.close())
  closing.then(repeat(tuning.clock, tuning.queuePollMs, () => rows.flush().then(() => board.poll())))
  closing.then(repeat(tuning.clock, sealSweepMs, () => sealEarlierCalls(store.db, store.keys, tuning.clock.now(), sealSweepCount)))
  const unrecognised = createUnrecognisedRows(store.db)
  closing.then(repeat(tuning.clock, retentionSweepMs, () => unrecognised.forget(new Date(tuning.clock.now() - tuning.unrecognisedRetentionMs))))
  const audio = createAudioStore(store.db, tuning.clock)
  closing.then(repeat(tuning.clock, recordingSweepMs, () => audio.forget(new Date(tuning.clock.now() - tuning.recordingRetentionMs), flows.recordings())))

  const control = await startControlServer(
    { host, port: settings.controlPort, tls: settings.controlTls, logger },
    { attach: (hello, link) => directory.attach(hello, link), bridges, presence: () => ({ runtimeId, calls: directory.activeCount, draining: isDraining }) },
  )
  closing.then(() => control.close())

  const drafts = createDrafts({
    store,
    clock: tuning.clock,
    bases: createDraftBases((flow) => flows.fileDocument(flow)),
    publisher: flows.publisher,
    singleUser: settings.singleUser ?? true,
  })
  const draftFeed = new DraftFeed({ store, notices, clock: tuning.clock, logger })
  closing.then(() => draftFeed.close())
  const trust = createTrust(host, settings.webOrigins ?? [])

  const callable = (flow: string, document: StoredDraft): Promise<ReadyVersion> => flows.publisher.makeCallable(flow, asDraft(document))

  const findings = new DraftFindings({ check: (flow, document) => flows.publisher.warningsOf(flow, document), onChange: (listener) => flows.onChange(listener) })
  closing.then(() => findings.close())

  let url = ''
  const takingCalls = {
    directory,
    versionFor: ({ flow, dnis, ...arrival }: AskedVersion) => {
      if (flow !== undefined) return flows.live(flow)
      return dnis === undefined ? Promise.resolve(undefined) : numbers.versionFor({ ...arrival, variables: arrival.variables ?? {}, dnis })
    },
    takeRoom: () => {
      if (isShut) throw new RuntimeError('RUNTIME_DRAINING', 'This runtime is about to end and takes no further call: ask another one.', { retryable: true })
      return bridges.takeRoom()
    },
    callStarted: metrics.callStarted,
  }
  const desk = new CallDesk({ ...takingCalls, lines: lines.calls, rows: lines.rows, holds: (switchId) => lines.leases.holds(switchId), clock: tuning.clock, logger, adoptMs: tuning.sweepMs + 500 })
  const switches = openSwitches(settings.switches ?? [], { desk, clock: tuning.clock, logger }, lines)
  closing.then(() => lines.leases.close())
  for (const connector of switches.values()) closing.then(() => connector.close())
  const dialling = new Dialling({ ...takingCalls, lines: lines.calls, desk, connectors: switches, mayBeElsewhere: (switchId) => lines.leases.mayBeElsewhere(switchId), shownNumber })
  lines.serve({ directory, desk, dialling, notices })
  const api = createApi({
    ...takingCalls,
    logger,
    version: apiVersion,
    clock: tuning.clock,
    registry: metrics.registry,
    switches,
    dialling,
    holds: holdsOf(directory, lines.calls),
    trust,
    drafts,
    draftFeed,
    callable,
    replay: createReplayOnDraft({ directory, drafts, callable, timeZone: tuning.timeZone }),
    versions: createVersionList(store.db),
    publisher: flows.publisher,
    workspace: () => workspaceOf(settings, bridges.urls[0], apiVersion),
    library: createLibraryList({ store, clock: tuning.clock, views: () => flows.views(), pending: () => drafts.pending(), findings }),
    resources: () => resourcesViewOf(flows.resources(), settings),
    audio: audioOf(audio, flows),
    ...(recordings === undefined ? {} : { recordings }),
    voicemails: createVoicemails(store.db, store.keys),
    flows: () => flows.views(),
    calendars: flows.calendars,
    numbers,
    review: createReview({ rows: unrecognised, flows, drafts }),
    joinQueue: createJoinQueue({
      rows,
      clock: tuning.clock,
      lifetimeMs: tuning.seatTokenLifetimeMs,
      baseUrl: () => (settings.publicUrl ?? url).replace(/^http/, 'ws'),
    }),
    queues: createQueueViews({ flows, rows }),
    wrapUpCodes: settings.wrapUpCodes ?? usualWrapUpCodes,
    sendOnce: (effect, key, signal) => sendRequest(effect, key, { endpoints: settings.endpoints, secrets: settings.secrets, allowedHosts: settings.allowedHosts, clock: tuning.clock }, signal),
    readiness: () => readiness({ store, flows, bridges, switches, isElsewhere: (switchId) => lines.leases.mayBeElsewhere(switchId), isDraining }),
    rateLimit: settings.rateLimit,
    ...(settings.webDir !== undefined && { webDir: settings.webDir }),
    webConnects: () => bridges.urls.flatMap((mediaUrl) => [mediaUrl, mediaUrl.replace(/^ws/, 'http')]),
  })
  const server = createApiServer(api, settings.tls, tuning.clock, (error) => logger.error({ err: error }, 'a renewed certificate of the API cannot be used: the one before it stays'))
  const seats = createSeatSockets({ board, rows, clock: tuning.clock, logger })
  const ariDoor = createAriDoor(switches, (switchId) => lines.leases.claim(switchId))
  closing.then(() => ariDoor.close())
  server.on('upgrade', (request, socket, head) => {
    // A switch names us as its settings do, and shows a password.
    if (ariDoor.upgrade(request, socket, head)) return
    const refusal = trust(request, true)
    if (refusal !== undefined) return refuseUpgrade(socket, 403, refusal.code, refusal.message)
    seats.upgrade(request, socket, head).catch((error: unknown) => {
      logger.error({ err: error }, 'seat not connected')
      socket.destroy()
    })
  })
  url = `${settings.tls === undefined ? 'http' : 'https'}://${host}:${await listen(server, host, settings.port)}`
  closing.then(() => closeServer(server))
  const audioBaseUrl = settings.tls === undefined ? url : await openAudioDoor(api, tuning.clock, (close) => closing.then(close))
  closing.then(() => seats.close())
  logger.info({ url, controlAddress: control.address, runtimeId }, 'runtime is ready')

  return {
    url,
    audioBaseUrl,
    controlAddress: control.address,
    async drain(withinMs) {
      isDraining = true
      logger.info({ calls: directory.activeCount, areShared: bridges.areShared }, 'runtime drains')
      const shut = (): void => void (isShut = true)
      await drain({ directory, switches, leases: lines.leases, clock: tuning.clock, areShared: () => bridges.areShared, shut }, withinMs)
    },
    close: () => closing.run(),
  }
}

/** A recording that flows of the folder waited for lets them go live. */
const audioOf = (audio: AudioStore, flows: FlowLibrary): Pick<AudioStore, 'keep' | 'read' | 'known'> => ({
  ...audio,
  async keep(file) {
    const kept = await audio.keep(file)
    // Whoever uploads does not wait for their training, and a folder that cannot be read now is read again by itself.
    if (flows.views().some(({ problems }) => problems.some(({ code }) => code === 'FLOW_RECORDING_UNKNOWN'))) flows.reload().catch(() => undefined)
    return kept
  },
})

interface CallWorld {
  readonly settings: RuntimeSettings
  readonly tuning: RuntimeTuning
  readonly runtimeId: string
  readonly store: Store
  readonly journal: Journal
  readonly flows: FlowLibrary
  readonly understanding: UnderstandingServices
  readonly model: OpenModel
  readonly board: QueueBoard
  readonly metrics: RuntimeMetrics
  readonly recordings: Recordings | undefined
  readonly lines: Lines['calls']
  readonly shownNumber: ShownNumber
  readonly bridges: BridgeList
}

function directoryParts({ settings, tuning, runtimeId, store, journal, flows, understanding, model, board, metrics, recordings, lines, shownNumber, bridges }: CallWorld): DirectoryParts {
  const { logger, endpoints, secrets, allowedHosts } = settings
  const { clock } = tuning
  return {
    runtimeId,
    store,
    clock,
    logger,
    versions: flows,
    settings: tuning,
    newCallId: randomUUID,
    legUrl: () => bridges.legUrl(),
    isEnding: (mediaUrl) => bridges.isEnding(mediaUrl),
    lines,
    callEnded: metrics.callEnded,
    surroundings: {
      clock,
      logger,
      journal,
      queues: board,
      understanding,
      openingAt: (id, atMs) => {
        const calendar = flows.calendar(id)
        return calendar === undefined ? undefined : openingAt(calendar, atMs)
      },
      sendRequest: createSendRequest({ endpoints, secrets, allowedHosts, clock, traceparentOf: createTraceparent(settings.tracing, settings.tracedEndpoints ?? []) }, (fields) =>
        logger.warn(fields, 'request of a flow failed'),
      ),
      writeRow: createWriteRow(store.promptDb, store.keys),
      ...(settings.handover === undefined ? {} : { pushHandover: createHandoverPush(settings.handover, { secrets, clock }) }),
      ...(model.answers === undefined ? {} : { answers: model.answers }),
      ...(recordings === undefined ? {} : { recordings }),
      opening: (open) => answerCheck(open, flows.calendar(open.effect.calendar)),
      lineOf: (callId, epoch) => lines.of(callId, epoch),
      shownNumber,
      meters: metrics,
      ...(settings.tracing === undefined ? {} : { tracing: settings.tracing }),
      logsPersonal: settings.logsPersonal ?? false,
      settings: { ...tuning, newToken: randomToken },
    },
  }
}
