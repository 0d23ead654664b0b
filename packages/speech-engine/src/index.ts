export { maxTextBytes } from './synthesise/request.js'
export { parseAbnf } from './recognise/abnf.js'
export type { AbnfGrammar, Expansion } from './recognise/abnf.js'
