import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '../editor/EditorContext.js'
import { FieldScopeProvider, type FieldScope } from './fields/FieldScope.js'
import { TagsField } from './fields/TagsField.js'
import { TargetField } from './fields/TargetField.js'
import { TextField } from './fields/TextField.js'
import { useRevealedField } from './reveal.js'
import { BannedWords, Pronunciations } from './settings/SpokenWords.js'
import { GlobalQuestions } from './settings/GlobalQuestions.js'
import { KeyIntents } from './settings/KeyIntents.js'
import { Languages } from './settings/Languages.js'
import classes from './settings/Settings.module.css'
import { Hearing, Interrupting, Keys, Limits, Waiting } from './settings/TurnTaking.js'

const scope: FieldScope = { root: 'flow', node: undefined }

const sections = [
  ['general', General],
  ['languages', Languages],
  ['hearing', Hearing],
  ['interrupting', Interrupting],
  ['waiting', Waiting],
  ['keys', Keys],
  ['keyIntents', KeyIntents],
  ['globalQuestions', GlobalQuestions],
  ['afterCall', AfterCall],
  ['pronunciations', Pronunciations],
  ['bannedWords', BannedWords],
  ['limits', Limits],
] as const

/** What holds for the flow as a whole. */
export function FlowSettings() {
  const { t } = useTranslation('inspector')
  const readOnly = useEditor((state) => state.readOnly)
  const page = useRevealedField(undefined)
  return (
    <FieldScopeProvider scope={scope}>
      <div className={classes.page} ref={page}>
        <nav className={classes.nav} aria-label={t('settings.label')}>
          {sections.map(([name]) => (
            <a key={name} href={`#setting-${name}`}>
              {t(`settings.${name}.title`)}
            </a>
          ))}
        </nav>
        <div className={classes.sections}>
          {sections.map(([name, Section]) => (
            <Part key={name} id={`setting-${name}`} title={t(`settings.${name}.title`)} help={t(`settings.${name}.help`)}>
              <fieldset disabled={readOnly} className={classes.fieldset}>
                <Section />
              </fieldset>
            </Part>
          ))}
        </div>
      </div>
    </FieldScopeProvider>
  )
}

interface PartProps {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly children: ReactNode
}

function Part({ id, title, help, children }: PartProps) {
  return (
    <section className={classes.section} id={id} aria-labelledby={`${id}-title`}>
      <div>
        <Title order={3} id={`${id}-title`}>
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {help}
        </Text>
      </div>
      {children}
    </section>
  )
}

function General() {
  return (
    <>
      <TextField at="name" />
      <TextField at="description" multiline />
      <TagsField at="dnis" />
    </>
  )
}

function AfterCall() {
  return <TargetField at="onHangup" />
}
