import { Autocomplete, Button, Group } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { lazyList } from './lazy-list.js'

export interface NameAdderProps {
  readonly label: string
  readonly placeholder: string
  readonly taken: readonly string[]
  readonly suggestions?: readonly string[]
  readonly onAdd: (name: string) => void
}

const none: readonly string[] = []

/** Adds an entry by its name. */
export function NameAdder({ label, placeholder, taken, suggestions = none, onAdd }: NameAdderProps) {
  const [name, setName] = useState('')
  const wanted = name.trim()
  const isFree = wanted !== '' && !taken.includes(wanted)
  const add = (): void => {
    if (!isFree) return
    onAdd(wanted)
    setName('')
  }
  return (
    <Group gap={4} wrap="nowrap">
      <Autocomplete comboboxProps={lazyList}
        style={{ flex: 1 }}
        aria-label={label}
        placeholder={placeholder}
        value={name}
        data={suggestions.filter((each) => !taken.includes(each))}
        onChange={setName}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isFree) add()
        }}
      />
      <Button variant="light" size="sm" leftSection={<IconPlus size={14} aria-hidden />} disabled={!isFree} onClick={add}>
        {label}
      </Button>
    </Group>
  )
}
