export { callerLegId } from './ids.js'
export type { Branded, CallId, FlowId, LegId, NodeId, PromptId, TurnId, VersionId } from './ids.js'
export { frameMs, frameSamples, mediaCodecs, msToSamples, sampleRateHz, samplesToMs } from './audio.js'
export type { MediaCodec } from './audio.js'
export { aLawSilence, aLawToPcm, muLawSilence, muLawToPcm, pcmToALaw, pcmToMuLaw } from './g711.js'
export type { DecodeTable, EncodeTable } from './g711.js'
export { readWav, wavFile, wavHeader, wavHeaderBytes } from './wav.js'
export type { WavAudio, WavEncoding, WavShape } from './wav.js'
export { isTraced, spanIdOf, traceIdOf, traceparentOf } from './tracing/span-ids.js'
export type { FinishedSpan, SpanAttribute, SpanEvent, Tracing } from './tracing/span.js'
export { CodedError, ProtocolError } from './errors.js'
export type { CodedErrorOptions } from './errors.js'
export { readAs } from './read-as.js'
export { errorCodes } from './error-codes.js'
export type { ErrorCode } from './error-codes.js'
export { bargeInSchema, digitKeys, digitsListenSchema, listenSchema } from './media/listen.js'
export type { BargeIn, DigitsListen, Listen } from './media/listen.js'
export { keeperIn, tokenForKeeper } from './media/media-token.js'
export { promptSchema } from './media/prompt.js'
export type { PlayedPrompt, Prompt } from './media/prompt.js'
export { recordingActionSchema, recordingEndSchema, recordingIdSchema, recordingKeySchema, recordingPauseSchema, voiceRecordingSchema } from './media/recording.js'
export type { RecordingAction, RecordingEnd, RecordingPause, VoiceRecording } from './media/recording.js'
export { readSealedHeader, sealedChunkOf, sealedChunkBytes, sealedHeaderBytes, sealedLayout, sealedNonce, sealTagBytes, sealSaltBytes, writeSealedHeader } from './media/sealed-recording.js'
export type { SealedHeader, SealedLayout } from './media/sealed-recording.js'
export type { RecordingStorage } from './media/recording-storage.js'
export { mediaCommandSchema, recordingSetSchema, turnStartSchema } from './media/command.js'
export type { MediaCommand, RecordingSet, TurnAppend, TurnStart } from './media/command.js'
export { alternativeSchema, digitsEndSchema, hangUpCauseSchema, interruptionSchema, mediaFactSchema, recognisedWordSchema } from './media/fact.js'
export type { Alternative, DigitsEnd, HangUpCause, Interruption, MediaFact, MediaFactType, RecognisedWord } from './media/fact.js'
export { commandFromWire, commandToWire, factFromWire, factToWire, protoLoaderOptions } from './media/wire.js'
export type { NumberedCommand, NumberedFact } from './media/wire.js'
export { builtInIntents, keyIntents, valueTypes } from './understanding/expectation.js'
export type { BuiltInIntent, Choice, ChoiceOption, Expectation, IntentChoice, IntentSource, KeyIntent, SlotSpec, UnderstandingSource, ValueSpec, ValueType } from './understanding/expectation.js'
export type { BannedWords } from './understanding/banned-words.js'
export { compileRe2, isPattern } from './understanding/pattern.js'
export type { Interpretation, RankedIntent, SlotsByIntent, Why } from './understanding/interpretation.js'
export type { SlotValue } from './understanding/slot-value.js'
export { problemSchema } from './http/problem.js'
export type { Problem } from './http/problem.js'
export {
  callListQuerySchema,
  callListSchema,
  callRecordingViewSchema,
  callStepsSchema,
  replayCallRequestSchema,
  replayCallResponseSchema,
  heatQuerySchema,
  heatSchema,
  callStatusSchema,
  callSummarySchema,
  callViewSchema,
  cdrSchema,
  createCallRequestSchema,
  createCallResponseSchema,
  directionSchema,
  effectViewSchema,
  hangUpRequestSchema,
  recordingStateSchema,
  transcriptEntrySchema,
  transferViewSchema,
  voicemailViewSchema,
  wrapUpViewSchema,
} from './http/calls.js'
export type { CallListEntry, CallListQuery, CallRecordingView, CallStep, CallSummary, CallView, Cdr, CreateCallRequest, CreateCallResponse, EffectView, Heat, HeatQuery, RecordingState, ReplayCallRequest, ReplayCallResponse, TransferView, TranscriptEntry, VoicemailView, WrapUpView } from './http/calls.js'
export { voicemailEntrySchema, voicemailListQuerySchema, voicemailListSchema } from './http/voicemails.js'
export type { VoicemailEntry, VoicemailList, VoicemailListQuery } from './http/voicemails.js'
export { flowListSchema, flowViewSchema, problemViewSchema } from './http/flows.js'
export type { FlowView, ProblemView } from './http/flows.js'
export {
  addToIntentRequestSchema,
  addToIntentResponseSchema,
  dismissResponseSchema,
  reopenRequestSchema,
  reopenResponseSchema,
  unrecognisedGroupsQuerySchema,
  unrecognisedGroupsSchema,
  unrecognisedListSchema,
  unrecognisedQuerySchema,
} from './http/unrecognised.js'
export type {
  AddToIntentRequest,
  AddToIntentResponse,
  ReopenRequest,
  UnrecognisedGroup,
  UnrecognisedGroupsQuery,
  UnrecognisedQuery,
  UnrecognisedStatus,
  UnrecognisedView,
} from './http/unrecognised.js'
export {
  calendarDetailSchema,
  calendarListSchema,
  calendarViewSchema,
  changeCalendarRequestSchema,
  createCalendarRequestSchema,
  removeCalendarQuerySchema,
} from './http/calendars.js'
export type { CalendarDetail, CalendarView, ChangeCalendarRequest, CreateCalendarRequest } from './http/calendars.js'
export {
  dialledNumberSchema,
  numberListSchema,
  numberOverrideSchema,
  putDefaultFlowRequestSchema,
  putNumberRequestSchema,
  putOverrideRequestSchema,
  putRouteRequestSchema,
  testNumberRequestSchema,
  testNumberResponseSchema,
} from './http/numbers.js'
export type {
  NumberList, NumberOverride, NumberRoute, NumberRouteView, NumberSettings, NumberView, RouteKind, TestNumberRequest, TestNumberResponse,
} from './http/numbers.js'
export { joinQueueRequestSchema, joinQueueResponseSchema, queueListSchema, queueViewSchema, seatCommandSchema, seatEventSchema, wrapUpCodeSchema } from './http/agents.js'
export type { JoinQueueAnswer, QueueList, QueueView, SeatCommand, SeatEvent, WrapUpCode } from './http/agents.js'
export { embeddedEngine, ownModelLanguages } from './embedded-engine.js'
export {
  authorSchema,
  callDraftRequestSchema,
  changeDraftRequestSchema,
  changeDraftResponseSchema,
  createDraftRequestSchema,
  draftChangeSchema,
  draftConflictSchema,
  draftCopyListSchema,
  draftCopyViewSchema,
  draftDocumentSchema,
  draftEventSchema,
  draftEventsQuerySchema,
  draftReviewSchema,
  draftStatusSchema,
  draftViewSchema,
  keepCopyRequestSchema,
  libraryEntrySchema,
  librarySchema,
  publishDraftRequestSchema,
  publishDraftResponseSchema,
  publishRefusalSchema,
  resourcesViewSchema,
  reviewDraftRequestSchema,
  rollBackRequestSchema,
  versionDocumentSchema,
  versionListSchema,
  versionViewSchema,
  workspaceSchema,
} from './http/drafts.js'
export { dialRequestSchema, dialResponseSchema, holdRequestSchema, sendDigitsRequestSchema, switchTargetSchema } from './http/dials.js'
export type { DialRequest, DialResponse, SwitchTargetRequest } from './http/dials.js'
export { knownAudioRequestSchema, knownAudioSchema, uploadedAudioSchema } from './http/audio.js'
export type { KnownAudio, UploadedAudio } from './http/audio.js'
export type {
  CallDraftRequest,
  ChangeDraftRequest,
  ChangeDraftResponse,
  CreateDraftRequest,
  DraftCopyView,
  DraftEvent,
  DraftReview,
  DraftStatus,
  DraftView,
  KeepCopyRequest,
  LibraryEntry,
  PublishDraftResponse,
  PublishRefusal,
  ResourcesView,
  ReviewDraftRequest,
  RollBackRequest,
  VersionDocument,
  VersionView,
  Workspace,
} from './http/drafts.js'
export { triedRequestSchema, tryRequestSchema } from './http/requests.js'
export type { TriedRequest, TryRequest } from './http/requests.js'
