import type { Workspace } from '@callchart/protocol'

const primary = (language: string): string => language.toLowerCase().split('-')[0] ?? ''

/** Languages of a flow that no recogniser hears; none where nobody knows. */
export function unheardOf(languages: readonly string[], hears: Workspace['hears']): readonly string[] {
  if (hears === undefined) return []
  return languages.filter((language) => !hears.some((heard) => primary(heard.language) === primary(language)))
}
