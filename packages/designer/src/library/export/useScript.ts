import type { DraftDocument } from '@callchart/flow'
import type { DraftView } from '@callchart/protocol'
import { useMutation, type UseMutationResult } from '@tanstack/react-query'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { ask } from '../../api/request.js'
import { saveFile } from '../../app/save-file.js'
import { draftPath } from '../queries.js'

export interface ScriptWish {
  readonly flow: string
  readonly to: 'print' | 'save'
}

/** The script of a flow that is not open, for reviewers: printed, or kept as a page. */
export function useScript(): UseMutationResult<void, Error, ScriptWish> {
  const { t, i18n } = useTranslation('prompts')
  const { t: ofLibrary } = useTranslation('library')
  return useMutation({
    async mutationFn({ flow, to }: ScriptWish) {
      const [{ document }, { reviewScript }, { printPage }] = await Promise.all([ask<DraftView>(draftPath(flow)), import('../../prompts/script/review-script.js'), import('../../prompts/sheet/print-page.js')])
      const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date())
      const html = reviewScript(document as unknown as DraftDocument, { uiLanguage: i18n.language, t, date })
      // A browser that lets no window open keeps the file instead.
      if (to === 'save' || !printPage(html)) saveFile(`${flow}-script.html`, html, 'text/html;charset=utf-8')
    },
    onError: (error) => notifications.show({ color: 'red', title: ofLibrary('export.failed'), message: error.message }),
  })
}
