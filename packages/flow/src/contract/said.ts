/** One text in the two languages of those who build flows. */
export interface Said {
  readonly en: string
  readonly zh: string
}

/** Both languages side by side, so that neither is written without the other. */
export const said = (en: string, zh: string): Said => ({ en, zh })
