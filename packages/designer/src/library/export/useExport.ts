import type { DraftDocument } from '@callchart/flow'
import type { DraftView, ResourcesView } from '@callchart/protocol'
import { notifications } from '@mantine/notifications'
import { useMutation, type UseMutationResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { faultText } from '../../api/fault-text.js'
import { ask } from '../../api/request.js'
import { askWorker } from '../ask-worker.js'
import { draftPath } from '../queries.js'
import { saveFile } from '../../app/save-file.js'
import type { ExportAnswer, ExportQuestion } from './export-text.js'
import { fileEnds, type ExportFormat } from './formats.js'

export interface Export {
  readonly flow: string
  readonly format: ExportFormat
  /** Absent: the draft as the server has it. */
  readonly document?: DraftDocument
}

const draftOf = async (flow: string): Promise<DraftDocument> => (await ask<DraftView>(draftPath(flow))).document as unknown as DraftDocument

async function exported({ flow, format, document }: Export): Promise<ExportAnswer> {
  const library = format === 'flow' ? undefined : await ask<ResourcesView>('/v1/resources')
  const question: ExportQuestion = { format, document: document ?? (await draftOf(flow)), library }
  return askWorker<ExportAnswer>(() => new Worker(new URL('./export-worker.ts', import.meta.url), { type: 'module' }), question)
}

/** Makes a file of a flow and hands it to the browser; tells what is in the way. */
export function useExport(): UseMutationResult<ExportAnswer, Error, Export> {
  const { t, i18n } = useTranslation('library')
  return useMutation({
    mutationFn: exported,
    onSuccess: (answer, { flow, format }) => {
      if ('text' in answer) saveFile(`${flow}${fileEnds[format]}`, answer.text, format === 'typescript' ? 'text/typescript' : 'application/json')
      else {
        const [first] = answer.problems
        const message = i18n.language === 'zh-CN' ? first?.zh.message : first?.message
        notifications.show({ color: 'yellow', title: t('export.incomplete', { count: answer.problems.length }), message })
      }
    },
    onError: (error) => notifications.show({ color: 'red', title: t('export.failed'), message: faultText(error) }),
  })
}
