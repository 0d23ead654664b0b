import type { Workspace } from '@callchart/protocol'
import { useQuery } from '@tanstack/react-query'
import { usePreferences } from '../app/preferences.js'
import { ask } from '../api/request.js'
import { useEditor } from '../editor/EditorContext.js'
import { unheardOf } from './unheard-languages.js'

/** Names of the flow's languages in which callers are not heard, in the language of the page. */
export function useUnheardLanguages(): readonly string[] {
  const language = usePreferences((preferences) => preferences.language)
  const languages = useEditor(({ document }) => document.languages)
  const { data } = useQuery({ queryKey: ['workspace'], queryFn: ({ signal }) => ask<Workspace>('/v1/workspace', { signal }), staleTime: 60_000 })
  const names = new Intl.DisplayNames([language], { type: 'language' })
  return unheardOf(languages, data?.hears).map((unheard) => names.of(unheard) ?? unheard)
}
