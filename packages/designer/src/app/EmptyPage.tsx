import { Text, Title } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Page.module.css'

export interface EmptyPageProps {
  readonly Icon?: Icon
  readonly title: string
  readonly help: string
  /** It came of something that was done here, such as a search: readers of the screen are told. */
  readonly isAnswer?: boolean
  /** The way on. */
  readonly children?: ReactNode
}

/** Stands where a list would: why there is nothing, and what to do. */
export function EmptyPage({ Icon, title, help, isAnswer = false, children }: EmptyPageProps) {
  return (
    <div className={classes.empty} {...(isAnswer && { role: 'status' })}>
      {Icon !== undefined && <Icon size={40} stroke={1.5} color="var(--mantine-primary-color-filled)" aria-hidden />}
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text c="dimmed">{help}</Text>
      {children}
    </div>
  )
}
