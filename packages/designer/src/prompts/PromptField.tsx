import type { Json } from '@callchart/flow'
import { Textarea } from '@mantine/core'

export interface PromptFieldProps {
  readonly label: string
  readonly help?: string
  /** Prompt of a node: variants per language. */
  readonly value: Json | undefined
  /** `undefined` takes the prompt away. */
  readonly onChange: (next: Json | undefined) => void
  /** Several are variants for one visit each, or one for each attempt. */
  readonly several?: 'variants' | 'attempts'
  readonly error?: string
}

/** Edits what is said, per language. */
export function PromptField({ label, help, value }: PromptFieldProps) {
  return <Textarea label={label} description={help} readOnly value={JSON.stringify(value)} />
}
