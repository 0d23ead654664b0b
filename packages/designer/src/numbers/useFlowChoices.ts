import { useLibrary } from '../library/queries.js'

/** Flows that may answer, by their names. */
export function useFlowChoices(chosen: string | undefined): { readonly value: string; readonly label: string }[] {
  const { data = [] } = useLibrary()
  const known = data.map(({ flow, name }) => ({ value: flow, label: name }))
  return chosen === undefined || known.some(({ value }) => value === chosen) ? known : [...known, { value: chosen, label: chosen }]
}
