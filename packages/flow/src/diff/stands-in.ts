/** Whether a name stands in a text, as a word of its own. */
export const standsIn = (text: string, name: string): boolean => new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`).test(text)
