import { Anchor, Text, Tooltip } from '@mantine/core'
import type { DraftView } from '@callchart/protocol'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import classes from './SaveState.module.css'
import { useLive } from './use-live.js'

/** Whether callers meet what is drawn: it is live, it is not yet, or something else is. */
export function LiveState({ opened }: { readonly opened: DraftView }) {
  const { t } = useTranslation('editor')
  const { flow } = opened
  const { isKnown, version, isSame } = useLive(flow, opened)
  if (!isKnown || (version !== undefined && isSame === undefined)) return <span className={classes.live} aria-hidden />
  const state = version === undefined ? 'never' : isSame === true ? 'live' : 'changed'
  return (
    <Tooltip label={t(`live.hint.${state}`)} multiline maw={320}>
      <Anchor component={Link} to={`/flows/${flow}/versions`} underline="hover" className={classes.live} data-state={state}>
        <Text component="span" size="xs">
          {t(`live.${state}`)}
        </Text>
      </Anchor>
    </Tooltip>
  )
}
