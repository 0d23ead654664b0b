import type { TestNumberResponse } from '@callchart/protocol'
import { Badge, Button, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { faultText } from '../api/fault-text.js'
import { useFlowName } from '../library/queries.js'
import classes from './Numbers.module.css'
import { useOverrideText } from './override-text.js'
import { useTestNumber } from './queries.js'

/** Who would answer a number, asked of the very table that calls ask. */
export function TryNumber() {
  const { t } = useTranslation('numbers')
  const [dnis, setDnis] = useState('')
  const test = useTestNumber()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (dnis.trim() !== '') test.mutate({ dnis: dnis.trim(), variables: {} })
  }
  return (
    <form className={classes.sheet} onSubmit={submit}>
      <div className={classes.try}>
        <TextInput label={t('try.label')} placeholder="+862112345678" value={dnis} maxLength={64} inputMode="tel" onChange={(event) => setDnis(event.currentTarget.value)} />
        <Button type="submit" variant="default" loading={test.isPending}>
          {t('try.ask')}
        </Button>
        <output className={classes.answer} aria-live="polite">
          {test.error !== null && <Text c="red">{faultText(test.error)}</Text>}
          {test.data !== undefined && test.error === null && <Answer {...test.data} />}
        </output>
      </div>
    </form>
  )
}

function Answer({ answer, by }: TestNumberResponse) {
  const { t } = useTranslation('numbers')
  const flowName = useFlowName()
  const overrideText = useOverrideText()
  if (answer.type === 'nobody') return <Badge color="gray">{t('try.nobody')}</Badge>
  return (
    <>
      <Badge color={answer.type === 'flow' ? 'green' : 'red'} variant="light" tt="none">
        {answer.type === 'flow' ? flowName(answer.flow) : overrideText(answer.override)}
      </Badge>
      <span className={classes.sub}>{t(`by.${by}`)}</span>
    </>
  )
}
