import { Anchor, Text, Tooltip } from '@mantine/core'
import { canonicalDocument, changesBetween, type DraftDocument } from '@callchart/flow'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useVersion, useVersions } from '../versions/queries.js'
import { useEditor } from './EditorContext.js'
import classes from './SaveState.module.css'
import { useSync } from './sync/sync-view.js'

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
  const live = useVersion(version).data?.document
  const document = useEditor((state) => state.document)
  const isSaved = useSync(({ saving }) => saving === 'saved')
  // Compared when it is saved, for while somebody types it differs anyway; and in the form in which versions are kept.
  const isSame = useMemo(() => isSaved && live !== undefined && changesBetween(live as unknown as DraftDocument, canonicalDocument(document)).every(({ part }) => part === '$schema'), [isSaved, live, document])
  const state = isSame ? 'live' : 'changed'
  return <Mark state={state} flow={flow} text={t(`live.${state}`)} hint={t(`live.hint.${state}`)} />
}

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
