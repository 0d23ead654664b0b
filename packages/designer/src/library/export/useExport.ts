import type { DraftDocument } from '@callchart/flow'
import type { DraftView, ResourcesView } from '@callchart/protocol'
import { notifications } from '@mantine/notifications'
import { useMutation, type UseMutationResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { faultText } from '../../api/fault-text.js'
import { ApiError, ask } from '../../api/request.js'
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

/** With its recordings where it has any: text alone could not be heard elsewhere. */
type Exported = ExportAnswer | { readonly zip: Uint8Array; readonly lostCount: number }

async function exported({ flow, format, document }: Export): Promise<Exported> {
  const library = format === 'flow' ? undefined : await ask<ResourcesView>('/v1/resources')
  const question: ExportQuestion = { format, document: document ?? (await draftOf(flow)), library }
  const answer = await askWorker<ExportAnswer>(() => new Worker(new URL('./export-worker.ts', import.meta.url), { type: 'module' }), question)
  return 'recordings' in answer && answer.recordings !== undefined && answer.recordings.length > 0 ? withRecordings(flow, answer.text, answer.recordings) : answer
}

/** Of a recording that the server lacks there is nothing to give; where it lacks all, the text is everything. */
async function withRecordings(flow: string, text: string, named: readonly string[]): Promise<Exported> {
  const recordings = new Map<string, Uint8Array>()
  for (const audio of named) {
    const response = await fetch(`/v1/audio/${audio}`)
    if (response.ok) recordings.set(audio, new Uint8Array(await response.arrayBuffer()))
    else if (response.status !== 404) throw new ApiError(response.status, 'UNKNOWN', response.statusText)
  }
  const { zipFlow } = await import('../flow-zip.js')
  return recordings.size === 0 ? { text } : { zip: zipFlow(flow, { text, recordings }), lostCount: named.length - recordings.size }
}

/** Makes a file of a flow and hands it to the browser; tells what is in the way. */
export function useExport(): UseMutationResult<Exported, Error, Export> {
  const { t, i18n } = useTranslation('library')
  return useMutation({
    mutationFn: exported,
    onSuccess: (answer, { flow, format }) => {
      if ('zip' in answer) {
        saveFile(`${flow}.flow.zip`, answer.zip, 'application/zip')
        if (answer.lostCount > 0) notifications.show({ color: 'yellow', message: t('export.lostRecordings', { count: answer.lostCount }), autoClose: false })
      } else if ('text' in answer) saveFile(`${flow}${fileEnds[format]}`, answer.text, format === 'typescript' ? 'text/typescript' : 'application/json')
      else {
        const [first] = answer.problems
        const message = i18n.language === 'zh-CN' ? first?.zh.message : first?.message
        notifications.show({ color: 'yellow', title: t('export.incomplete', { count: answer.problems.length }), message })
      }
    },
    onError: (error) => notifications.show({ color: 'red', title: t('export.failed'), message: faultText(error) }),
  })
}
