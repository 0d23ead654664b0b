import { ThemeIcon } from '@mantine/core'
import type { DraftStatus, LibraryEntry } from '@callchart/protocol'
import { IconArrowBackUp, IconCircleCheck, IconCircleDashed, IconHourglass, IconPencil, IconRosetteDiscountCheck, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
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
}

const Line = ({ Icon, color, text }: LineProps) => (
  <span className={classes.state}>
    <ThemeIcon variant="light" size={20} radius="xl" color={color}>
      <Icon size={14} aria-hidden />
    </ThemeIcon>
    {text}
  </span>
)

/** Whether callers get the flow, and whether something waits to be published. */
export function FlowState({ live, draft }: LibraryEntry) {
  const { t } = useTranslation('library')
  return (
    <>
      <div>{live === undefined ? <Line Icon={IconCircleDashed} color="gray" text={t('state.never')} /> : <Line Icon={IconCircleCheck} color="green" text={t('state.live')} />}</div>
      {draft !== undefined && (
        <div>
          <Line {...draftLooks[draft.status]} text={t(`state.${draft.status}`)} />
        </div>
      )}
    </>
  )
}

interface StampProps {
  readonly at: string
  readonly author: string
}

/** How long ago, and by whom. */
export function Stamp({ at, author }: StampProps) {
  const { ago, time } = useTimes()
  return (
    <>
      <time dateTime={at} title={time(at)}>
        {ago(at)}
      </time>
      {author !== '' && <div className={classes.sub}>{author}</div>}
    </>
  )
}
