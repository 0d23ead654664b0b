import { Alert, Anchor, Button, Collapse, List, SegmentedControl, Stack, Text, TextInput, ThemeIcon, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconChevronDown, IconEarOff, IconPhone } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreferences } from '../app/preferences.js'
import { useAnalysis } from '../checking/analysis.js'
import type { Callee } from '../editor/editor-store.js'
import { useEditor } from '../editor/EditorContext.js'
import { versionName } from '../versions/version-name.js'
import { messageIn, type CallError } from './call-errors.js'
import { declaredVariables, readVariables } from './call-variables.js'
import type { Caller } from './place-call.js'
import classes from './SoftphonePanel.module.css'
import { useCallee } from './use-callee.js'
import { useUnheardLanguages } from './useUnheardLanguages.js'

export interface CallSetupProps {
  readonly onCall: (callee: Callee, caller: Caller) => void
}

/** Before a call: to what, who calls, and what stands in the way. */
export function CallSetup({ onCall }: CallSetupProps) {
  const { t } = useTranslation('softphone')
  const problems = useAnalysis((analysis) => analysis.problems)
  const errors = problems.filter(({ severity }) => severity === 'error')
  const [ani, setAni] = useState('')
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const variables = useEditor(({ document }) => document.variables)
  const { callee, live, isSame } = useCallee()
  const chooseCallee = useEditor((state) => state.chooseCallee)
  const isHindered = callee === 'draft' && errors.length > 0
  const call = (): void => onCall(callee, { ...(ani.trim() !== '' && { ani: ani.trim() }), variables: readVariables(declaredVariables(variables), values) })
  return (
    <Stack gap="md" p="md">
      <div className={classes.invitation}>
        <ThemeIcon size={56} radius="xl" variant="light" color="teal">
          <IconPhone size={28} aria-hidden />
        </ThemeIcon>
        <Text fw={600}>{t('setup.title')}</Text>
        {live !== undefined && (
          <SegmentedControl
            size="xs"
            aria-label={t('setup.callee')}
            value={callee}
            onChange={chooseCallee}
            data={[
              { value: 'live', label: t('called.liveVersion', { version: versionName(live) }) },
              { value: 'draft', label: t('called.draft') },
            ]}
          />
        )}
        <Text size="sm" c="dimmed">
          {t(live === undefined ? 'setup.neverLive' : callee === 'live' ? (isSame ? 'setup.liveSame' : 'setup.live') : isSame ? 'setup.draftSame' : 'setup.draft')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('setup.help')}
        </Text>
      </div>
      {isHindered ? <DraftErrors errors={errors} /> : <UnheardLanguages />}
      <Button size="md" color="teal.9" fullWidth leftSection={<IconPhone size={18} aria-hidden />} disabled={isHindered} onClick={call}>
        {t('setup.call')}
      </Button>
      <CallerFields ani={ani} onAni={setAni} values={values} onValues={setValues} />
    </Stack>
  )
}

/** Errors keep a flow from being called: what they are, and the way to them. */
export function DraftErrors({ errors }: { readonly errors: readonly CallError[] }) {
  const { t } = useTranslation('softphone')
  const language = usePreferences((preferences) => preferences.language)
  const show = useEditor((state) => state.show)
  const select = useEditor((state) => state.select)
  const jump = (nodeId: string | undefined): void => {
    if (nodeId !== undefined) select([nodeId])
    show({ view: 'canvas', lower: 'problems' })
  }
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t('errors.title', { count: errors.length })}>
      <Stack gap="xs" align="flex-start">
        <List size="sm" spacing={4}>
          {errors.slice(0, 5).map((error, index) => (
            <List.Item key={index}>
              <Anchor component="button" type="button" size="sm" ta="left" onClick={() => jump(error.nodeId)}>
                {messageIn(language, error)}
              </Anchor>
            </List.Item>
          ))}
        </List>
        {errors.length > 5 && <Text size="sm">{t('errors.more', { count: errors.length - 5 })}</Text>}
        <Button size="xs" variant="default" onClick={() => jump(undefined)}>
          {t('errors.toProblems')}
        </Button>
      </Stack>
    </Alert>
  )
}

function UnheardLanguages() {
  const { t } = useTranslation('softphone')
  const unheard = useUnheardLanguages()
  if (unheard.length === 0) return null
  return (
    <Alert color="yellow" variant="light" icon={<IconEarOff aria-hidden />} title={t('unheard.title', { languages: unheard.join(', ') })}>
      {t('unheard.help')}
    </Alert>
  )
}

interface CallerFieldsProps {
  readonly ani: string
  readonly onAni: (ani: string) => void
  readonly values: Readonly<Record<string, string>>
  readonly onValues: (values: Readonly<Record<string, string>>) => void
}

function CallerFields({ ani, onAni, values, onValues }: CallerFieldsProps) {
  const { t } = useTranslation('softphone')
  const [isOpen, setOpen] = useState(false)
  const variables = useEditor(({ document }) => document.variables)
  return (
    <div>
      <UnstyledButton className={classes.disclosure ?? ''} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <IconChevronDown size={16} aria-hidden className={classes.chevron ?? ''} />
        {t('caller.title')}
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <Stack gap="xs" pt="xs">
          <TextInput label={t('caller.number')} placeholder="+8613800138000" value={ani} maxLength={64} onChange={({ currentTarget }) => onAni(currentTarget.value)} />
          {declaredVariables(variables).map(({ name, type, initial, description }) => (
            <TextInput
              key={name}
              label={name}
              {...(description !== undefined && { description })}
              placeholder={initial ?? t('caller.empty', { type })}
              value={values[name] ?? ''}
              maxLength={1_000}
              onChange={({ currentTarget }) => onValues({ ...values, [name]: currentTarget.value })}
            />
          ))}
        </Stack>
      </Collapse>
    </div>
  )
}
