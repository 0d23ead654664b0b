import type { SampleValues } from './sample-values.js'

const none: SampleValues = {}

/** Values of variables as the last simulated call left them. */
export const useLastValues = (): SampleValues => none
