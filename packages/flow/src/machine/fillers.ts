/** Words that are heard while somebody listens; they do not take the turn. */
const fillersByLanguage: Readonly<Record<string, readonly string[]>> = {
  en: ['uh-huh', 'uh huh', 'mm-hmm', 'mm hmm', 'mm', 'hmm', 'uh', 'um', 'ah', 'oh'],
  zh: ['嗯', '嗯嗯', '啊', '呃', '哦', '噢', '喔', '唔'],
}

export const fillersOf = (language: string): readonly string[] => {
  const base = language.split('-')[0] ?? language
  return Object.hasOwn(fillersByLanguage, base) ? (fillersByLanguage[base] ?? []) : []
}
