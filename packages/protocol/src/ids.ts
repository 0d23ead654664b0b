declare const brand: unique symbol

/** A string that names one kind of thing only: ids of different kinds do not mix. */
export type Branded<Name extends string> = string & { readonly [brand]: Name }

export type CallId = Branded<'CallId'>
export type LegId = Branded<'LegId'>
export type TurnId = Branded<'TurnId'>
export type PromptId = Branded<'PromptId'>
export type FlowId = Branded<'FlowId'>
export type NodeId = Branded<'NodeId'>
/** Sha-256 in hex: equal documents of one compiler have equal versions. */
export type VersionId = Branded<'VersionId'>

/** The leg of the caller: every call has exactly one. */
export const callerLegId = 'caller' as LegId
