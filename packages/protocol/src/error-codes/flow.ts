/** Codes raised by the flow part: code -> meaning. */
export const flowErrorCodes = {
  FLOW_SCHEMA_INVALID: 'The flow document does not fit its schema.',
  FLOW_NOT_JSON: 'The text of the flow document is not JSON.',
  FLOW_START_COUNT: 'A flow has exactly one start node.',
  FLOW_NODE_DUPLICATE: 'Two nodes have the same id.',
  FLOW_TARGET_MISSING: 'A way out of a node leads nowhere.',
  FLOW_TARGET_UNKNOWN: 'A way out of a node leads to a node that does not exist.',
  FLOW_EXPRESSION_INVALID: 'A CEL expression cannot be read, or does not have the type that its place needs.',
  FLOW_EXPRESSION_FAILED: 'A CEL expression could not be evaluated during a call.',
  FLOW_LANGUAGE_MISSING: 'A prompt lacks a language of the flow.',
  FLOW_VARIABLE_UNKNOWN: 'A node names a variable that the flow does not declare.',
  FLOW_LOOP_WITHOUT_WAIT: 'The flow went round in a loop without waiting for anything.',
  FLOW_TURNS_FAILED: 'Too many turns in a row failed, so the caller can neither hear nor be heard.',
  FLOW_STEP_FAILED: 'The chart could not take an event.',
  FLOW_SNAPSHOT_INVALID: 'A stored snapshot does not belong to this version of the flow.',
} as const satisfies Record<string, string>
