import { usePreferences } from '../app/preferences.js'
import { useWorkspace } from '../api/workspace.js'
import { useEditor } from '../editor/EditorContext.js'
import { unheardOf } from './unheard-languages.js'

/** Names of the flow's languages in which callers are not heard, in the language of the page. */
export function useUnheardLanguages(): readonly string[] {
  const language = usePreferences((preferences) => preferences.language)
  const languages = useEditor(({ document }) => document.languages)
  const { data } = useWorkspace()
  const names = new Intl.DisplayNames([language], { type: 'language' })
  return unheardOf(languages, data?.hears).map((unheard) => names.of(unheard) ?? unheard)
}
