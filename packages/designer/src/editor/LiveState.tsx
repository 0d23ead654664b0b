import { Anchor, Text, Tooltip } from '@mantine/core'
import { canonicalDocument, changesBetween, type DraftDocument } from '@callchart/flow'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useVersion, useVersions } from '../versions/queries.js'
import { useEditor } from './EditorContext.js'
import classes from './SaveState.module.css'
import { useSync } from './sync/sync-view.js'

const quietMs = 300

/** Whether callers meet what is drawn: it is live, it is not yet, or something else is. */
export function LiveState({ flow }: { readonly flow: string }) {
  const { t } = useTranslation('editor')
  const versions = useVersions(flow)
  const live = versions.data?.find((version) => version.live)
  if (versions.data === undefined) return <span className={classes.live} aria-hidden />
  return live === undefined ? <Mark state="never" flow={flow} text={t('live.never')} hint={t('live.hint.never')} /> : <AgainstLive flow={flow} version={live.version} />
}

function AgainstLive({ flow, version }: { readonly flow: string; readonly version: string }) {
  const { t } = useTranslation('editor')
  const isSame = useIsLive(useVersion(version).data?.document as DraftDocument | undefined)
  if (isSame === undefined) return <span className={classes.live} aria-hidden />
  const state = isSame ? 'live' : 'changed'
  return <Mark state={state} flow={flow} text={t(`live.${state}`)} hint={t(`live.hint.${state}`)} />
}

/** What is saved is compared once nobody draws: a large flow takes a while, and what was just changed differs. Absent until it was compared first. */
function useIsLive(live: DraftDocument | undefined): boolean | undefined {
  const document = useEditor((state) => state.document)
  const isSaved = useSync(({ saving }) => saving === 'saved')
  const [compared, setCompared] = useState<{ readonly live: DraftDocument; readonly document: DraftDocument; readonly isSame: boolean }>()
  useEffect(() => {
    if (!isSaved || live === undefined) return
    const timer = setTimeout(() => setCompared({ live, document, isSame: isSameFlow(live, document) }), quietMs)
    return () => clearTimeout(timer)
  }, [isSaved, live, document])
  return compared === undefined ? undefined : compared.isSame && compared.live === live && compared.document === document
}

/** Versions are kept in the canonical form. */
const isSameFlow = (live: DraftDocument, document: DraftDocument): boolean => changesBetween(live, canonicalDocument(document)).every(({ part }) => part === '$schema')

interface MarkProps {
  readonly state: 'live' | 'changed' | 'never'
  readonly flow: string
  readonly text: string
  readonly hint: string
}

function Mark({ state, flow, text, hint }: MarkProps) {
  return (
    <Tooltip label={hint} multiline maw={320}>
      <Anchor component={Link} to={`/flows/${flow}/versions`} underline="hover" className={classes.live} data-state={state}>
        <Text component="span" size="xs">
          {text}
        </Text>
      </Anchor>
    </Tooltip>
  )
}
