import { Alert, Button, Checkbox, Group, Modal, Stack } from '@mantine/core'
import type { LibraryEntry } from '@callchart/protocol'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { faultText } from '../../api/fault-text.js'
import { ApiError } from '../../api/request.js'
import { useWorkspace } from '../../api/workspace.js'
import { usePreferences } from '../../app/preferences.js'
import { unheardOf } from '../../softphone/unheard-languages.js'
import { useCreateDraft } from '../queries.js'
import { templateLanguages, type TemplateId, type TemplateLanguage } from '../templates/template.js'
import { idOf, namingFaults, takenIds, type FlowNaming } from './flow-naming.js'
import { NamingFields } from './NamingFields.js'
import classes from './NewFlowDialog.module.css'
import { TemplateChoice } from './TemplateChoice.js'

export interface NewFlowDialogProps {
  readonly opened: boolean
  readonly flows: readonly LibraryEntry[]
  readonly onClose: () => void
}

/** Begins a flow from a template. */
export function NewFlowDialog({ opened, flows, onClose }: NewFlowDialogProps) {
  const { t } = useTranslation('library')
  return (
    <Modal opened={opened} onClose={onClose} title={t('templates.title')} size={1000}>
      <NewFlowForm flows={flows} onClose={onClose} />
    </Modal>
  )
}

function NewFlowForm({ flows, onClose }: Omit<NewFlowDialogProps, 'opened'>) {
  const { t } = useTranslation('library')
  const navigate = useNavigate()
  const uiLanguage = usePreferences(({ language }) => language)
  const namesIn: TemplateLanguage = uiLanguage === 'zh-CN' ? 'zh-CN' : 'en-US'
  const [template, setTemplate] = useState<TemplateId>('menu')
  const [languages, setLanguages] = useState<readonly TemplateLanguage[]>([namesIn])
  const [naming, setNaming] = useState<FlowNaming>({ name: '', ownId: undefined, dnis: [] })
  const [wasTried, setTried] = useState(false)
  const { data: workspace } = useWorkspace()
  const unheard = unheardOf(languages, workspace?.hears)
  const create = useCreateDraft()
  const faults = namingFaults(naming, flows)
  const isGood = faults.length === 0 && languages.length > 0

  async function begin(): Promise<void> {
    const { flowFromTemplate } = await import('../templates/templates.js')
    const id = idOf(naming, takenIds(flows))
    const document = flowFromTemplate(template, { id, name: naming.name.trim(), languages, unheard, dnis: naming.dnis, namesIn })
    await create.mutateAsync({ document: document as never })
    void navigate(`/flows/${id}`)
  }

  function submit(event: FormEvent): void {
    event.preventDefault()
    setTried(true)
    if (isGood) begin().catch(() => undefined)
  }

  return (
    <form onSubmit={submit} noValidate>
      <div className={classes.columns}>
        <TemplateChoice value={template} onChange={setTemplate} />
        <div className={classes.fields}>
          <NamingFields naming={naming} flows={flows} faults={wasTried ? faults : []} withNumbers onChange={(change) => setNaming((before) => ({ ...before, ...change }))} />
          <Checkbox.Group
            label={t('form.languages')}
            description={t('form.languagesHelp')}
            value={[...languages]}
            error={wasTried && languages.length === 0 && t('form.languagesMissing')}
            onChange={(chosen) => setLanguages(chosen)}
          >
            <Stack gap={8} mt={8}>
              {inOrder(languages).map((language) => (
                <Checkbox key={language} value={language} label={t(`languages.${language}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
          {create.error !== null && (
            <Alert color="red" title={t('form.failed')}>
              {create.error instanceof ApiError && create.error.status === 409 ? t('form.idTaken') : faultText(create.error)}
            </Alert>
          )}
          <Group justify="flex-end" mt="sm">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('form.create')}
            </Button>
          </Group>
        </div>
      </div>
    </form>
  )
}

/** The one that is chosen first is the default, and stands first. */
const inOrder = (languages: readonly TemplateLanguage[]): readonly TemplateLanguage[] => [...languages, ...templateLanguages.filter((language) => !languages.includes(language))]
