import { ThemeIcon } from '@mantine/core'
import type { DraftStatus, LibraryEntry } from '@callchart/protocol'
import { IconArrowBackUp, IconCircleCheck, IconCircleDashed, IconHourglass, IconPencil, IconRosetteDiscountCheck, type Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { versionName } from '../versions/version-name.js'
import classes from './LibraryPage.module.css'
import { useTimes } from './when.js'

const draftLooks: Readonly<Record<DraftStatus, { readonly Icon: Icon; readonly color: string }>> = {
  draft: { Icon: IconPencil, color: 'brand' },
  submitted: { Icon: IconHourglass, color: 'violet' },
  approved: { Icon: IconRosetteDiscountCheck, color: 'teal' },
  rejected: { Icon: IconArrowBackUp, color: 'red' },
}

interface LineProps {
  readonly Icon: Icon
  readonly color: string
  readonly text: string
  /** When and by whom. */
  readonly children?: ReactNode
}

const Line = ({ Icon, color, text, children }: LineProps) => (
  <div className={classes.state}>
    <ThemeIcon variant="light" size={20} radius="xl" color={color}>
      <Icon size={14} aria-hidden />
    </ThemeIcon>
    <div className={classes.stateText}>
      {text}
      {children}
    </div>
  </div>
)

/** Whether callers get the flow, and whether something waits to be published. */
export function FlowState({ live, draft }: LibraryEntry) {
  const { t } = useTranslation('library')
  if (live === undefined && (draft === undefined || draft.status === 'draft'))
    return (
      <Line Icon={IconCircleDashed} color="gray" text={t('state.never')}>
        {draft !== undefined && <Stamp at={draft.updatedAt} author={draft.author} />}
      </Line>
    )
  return (
    <>
      {live === undefined ? (
        <Line Icon={IconCircleDashed} color="gray" text={t('state.never')} />
      ) : (
        <Line Icon={IconCircleCheck} color="green" text={t('state.live')}>
          <Stamp at={live.publishedAt} author={live.author} version={live} />
        </Line>
      )}
      {draft !== undefined && (
        <Line {...draftLooks[draft.status]} text={t(`state.${draft.status}`)}>
          <Stamp at={draft.updatedAt} author={draft.author} />
        </Line>
      )}
    </>
  )
}

interface StampProps {
  readonly at: string
  readonly author: string
  readonly version?: NonNullable<LibraryEntry['live']>
}

/** How long ago, by whom, and which version. */
function Stamp({ at, author, version }: StampProps) {
  const { ago, time } = useTimes()
  const told = [ago(at), version === undefined ? '' : versionName(version), author].filter((part) => part !== '').join(' · ')
  return (
    <div className={classes.stamp} title={[time(at), author, version?.version].filter(Boolean).join(' · ')}>
      {told}
    </div>
  )
}
