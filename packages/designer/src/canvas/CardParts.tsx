import type { DraftNode, Json } from '@callchart/flow'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { valueAt } from '../document/node-fields.js'
import classes from './CardParts.module.css'

/** What a kind's card is given. */
export interface CardProps {
  readonly node: DraftNode
  /** Language of the flow in which prompts are shown. */
  readonly language: string
}

export const textAt = (value: Json | undefined, ...path: (string | number)[]): string => {
  const found = valueAt(value, path)
  return typeof found === 'string' ? found.trim() : ''
}

/** Text with its {{ … }} marked. */
export function Spoken({ text }: { readonly text: string }) {
  return text.split(/(\{\{.*?\}\})/s).map((piece, index) =>
    piece.startsWith('{{') ? (
      <code key={index} className={classes.value}>
        {piece.slice(2, -2).trim()}
      </code>
    ) : (
      piece
    ),
  )
}

/** One or two lines; what does not fit is cut, the whole of it is the tooltip. */
export function Line({ children, title, isCode = false, lines = 1 }: { readonly children: ReactNode; readonly title?: string; readonly isCode?: boolean; readonly lines?: 1 | 2 }) {
  return (
    <div className={classes.line} data-code={isCode || undefined} data-lines={lines} title={title}>
      {children}
    </div>
  )
}

/** In the place of what is not filled in yet. */
export function Missing({ children }: { readonly children: ReactNode }) {
  return <div className={classes.missing}>{children}</div>
}

/** The first thing that a prompt says, in the language given or else in any. */
export function promptOf(prompt: Json | undefined, language: string): { readonly text: string; readonly variants: number } | undefined {
  const languages = typeof prompt === 'object' && prompt !== null && !Array.isArray(prompt) ? Object.keys(prompt) : []
  for (const wished of [language, ...languages]) {
    const variants = valueAt(prompt, [wished])
    const first = valueAt(variants, [0])
    const text = typeof first === 'string' ? first : textAt(first, 'text')
    if (text.trim() !== '') return { text: text.trim(), variants: Array.isArray(variants) ? variants.length : 1 }
  }
  return undefined
}

/** What a node says first. */
export function PromptLine({ prompt, language, empty }: { readonly prompt: Json | undefined; readonly language: string; readonly empty?: string }) {
  const { t } = useTranslation('canvas')
  const said = promptOf(prompt, language)
  if (said === undefined) return empty === undefined ? <Missing>{t('card.noPrompt')}</Missing> : <Line>{empty}</Line>
  return (
    <Line lines={2} title={said.text}>
      {said.variants > 1 && (
        <span className={classes.count} title={t('card.variants', { count: said.variants })}>
          ×{said.variants}
        </span>
      )}
      <Spoken text={said.text} />
    </Line>
  )
}
