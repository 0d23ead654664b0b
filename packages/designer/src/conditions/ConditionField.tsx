import { TextInput } from '@mantine/core'

export interface ConditionFieldProps {
  readonly label: string
  readonly help?: string
  /** CEL. */
  readonly value: string | undefined
  readonly onChange: (next: string | undefined) => void
  readonly error?: string
}

/** Edits a condition by picking, or as CEL. */
export function ConditionField({ label, help, value, onChange }: ConditionFieldProps) {
  return <TextInput label={label} description={help} value={value ?? ''} onChange={(event) => onChange(event.currentTarget.value)} />
}
