import { Radio, Skeleton, Text } from '@mantine/core'
import type { DraftDocument } from '@callchart/flow'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { templateIds, type TemplateId, type TemplateLanguage } from '../templates/template.js'
import { ChartPicture } from './ChartPicture.js'
import classes from './NewFlowDialog.module.css'

type Pictures = Readonly<Record<TemplateId, DraftDocument>>

/** Templates are loaded when somebody wants one. */
async function loadPictures(): Promise<Pictures> {
  const { flowFromTemplate } = await import('../templates/templates.js')
  const languages: readonly TemplateLanguage[] = ['en-US']
  return Object.fromEntries(templateIds.map((id) => [id, flowFromTemplate(id, { id, name: id, languages, dnis: [], namesIn: 'en-US' })])) as Record<TemplateId, DraftDocument>
}

export interface TemplateChoiceProps {
  readonly value: TemplateId
  readonly onChange: (template: TemplateId) => void
}

/** What a new flow begins with, each with a small picture of its chart. */
export function TemplateChoice({ value, onChange }: TemplateChoiceProps) {
  const { t } = useTranslation('library')
  const { data: pictures } = useQuery({ queryKey: ['templates'], queryFn: loadPictures, staleTime: Infinity })
  return (
    <Radio.Group label={t('form.template')} value={value} onChange={(chosen) => onChange(chosen)}>
      <div className={classes.templates} style={{ marginTop: 6 }}>
        {templateIds.map((id) => (
          <Radio.Card key={id} value={id} className={classes.template ?? ''} aria-label={t(`templates.${id}.name`)}>
            <div className={classes.picture}>{pictures === undefined ? <Skeleton height={76} /> : <ChartPicture document={pictures[id]} label={t('templates.picture', { name: t(`templates.${id}.name`) })} />}</div>
            <div>
              <div className={classes.title}>
                <Radio.Indicator size="xs" />
                {t(`templates.${id}.name`)}
              </div>
              <Text size="xs" c="dimmed" mt={2}>
                {t(`templates.${id}.help`)}
              </Text>
            </div>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  )
}
