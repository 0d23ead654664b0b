import { reservedVariableNames } from '@callchart/flow'

/** A name that a variable may have: the schema's own rule. */
export const isVariableName = (name: string): boolean => /^[a-z][A-Za-z0-9]{0,59}$/.test(name) && !(reservedVariableNames as readonly string[]).includes(name)
