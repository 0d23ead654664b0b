import { useWorkspace } from '../api/workspace.js'
import { useEditor } from '../editor/EditorContext.js'
import { useLanguageName } from '../prompts/language-names.js'
import { unheardOf } from './unheard-languages.js'

/** Names of the flow's languages in which callers are not heard, in the language of the page. */
export function useUnheardLanguages(): readonly string[] {
  const languageName = useLanguageName()
  const languages = useEditor(({ document }) => document.languages)
  const { data } = useWorkspace()
  return unheardOf(languages, data?.hears).map(languageName)
}
