import { Anchor, Button, Menu } from '@mantine/core'
import type { UnrecognisedGroup } from '@callchart/protocol'
import { IconChevronDown, IconX } from '@tabler/icons-react'
import { memo, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTimes } from '../library/when.js'
import classes from './Inbox.module.css'
import { keyed, suggestionsFor } from './suggestions.js'

export interface InboxGroupProps {
  readonly group: UnrecognisedGroup
  readonly intents: readonly { readonly id: string; readonly name: string }[]
  readonly nodeName: (id: string) => string
  readonly isBusy: boolean
  readonly onAdd: (group: UnrecognisedGroup, intent: string) => void
  readonly onDismiss: (group: UnrecognisedGroup) => void
}

/** In sight at once; the others are one press away. */
const inSight = 4

/** Moves the keyboard to the next group, or the one before. */
function step(from: HTMLElement, way: 'nextElementSibling' | 'previousElementSibling'): void {
  const next = from[way]
  if (next instanceof HTMLElement) next.focus()
}

/** One thing that callers say and the bot does not understand. */
export const InboxGroup = memo(function InboxGroup({ group, intents, nodeName, isBusy, onAdd, onDismiss }: InboxGroupProps) {
  const { t } = useTranslation('inbox')
  const { ago, time } = useTimes()
  const { text, count, variants, nodes, calls, lastAt } = group
  const suggestions = suggestionsFor(group, intents)
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const chosen = /^[1-9]$/.test(event.key) ? keyed(suggestions)[Number(event.key) - 1] : undefined
    if (chosen !== undefined && !isBusy) onAdd(group, chosen.intent)
    else if ((event.key === 'x' || event.key === 'Delete') && !isBusy) onDismiss(group)
    else if (event.key === 'ArrowDown') step(event.currentTarget, 'nextElementSibling')
    else if (event.key === 'ArrowUp') step(event.currentTarget, 'previousElementSibling')
    else return
    event.preventDefault()
  }
  return (
    <li className={classes.group} tabIndex={0} onKeyDown={onKey} aria-label={t('group.label', { text, count })} data-group>
      <div className={classes.count}>
        {count}
        <span className={classes.times}>{t('group.times', { count })}</span>
      </div>
      <div>
        <div className={classes.text}>{text}</div>
        {variants.length > 0 && <div className={classes.sub}>{t('group.variants', { texts: variants.map((variant) => variant.text).join(' · ') })}</div>}
        <div className={classes.sub}>
          {t('group.where', { nodes: nodes.map(({ nodeId }) => nodeName(nodeId)).join(', ') })} · <span title={time(lastAt)}>{t('group.last', { when: ago(lastAt) })}</span>
          {calls.map(({ callId, at }, index) => (
            <span key={callId}>
              {' · '}
              <Anchor component={Link} to={`/calls/${callId}`} size="sm" underline="always" title={time(at)}>
                {t('group.call', { number: index + 1 })}
              </Anchor>
            </span>
          ))}
        </div>
        <div className={classes.intents}>
          {suggestions.slice(0, inSight).map(({ intent, name, confidence }, index) => (
            <Button key={intent} size="compact-md" variant={index === 0 && confidence !== undefined ? 'light' : 'default'} disabled={isBusy} leftSection={<span className={classes.key}>{index + 1}</span>} onClick={() => onAdd(group, intent)}>
              {confidence === undefined ? name : t('group.near', { name, percent: Math.round(confidence * 100) })}
            </Button>
          ))}
          {suggestions.length > inSight && (
            <Menu shadow="md" position="bottom-start">
              <Menu.Target>
                <Button size="compact-md" variant="subtle" disabled={isBusy} rightSection={<IconChevronDown size={14} aria-hidden />}>
                  {t('group.others', { count: suggestions.length - inSight })}
                </Button>
              </Menu.Target>
              <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
                {suggestions.slice(inSight).map(({ intent, name }, index) => (
                  <Menu.Item key={intent} onClick={() => onAdd(group, intent)} leftSection={<span className={classes.key}>{index + inSight < 9 ? index + inSight + 1 : ' '}</span>}>
                    {name}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
          {suggestions.length === 0 && <span className={classes.sub}>{t('group.noIntents')}</span>}
        </div>
      </div>
      <Button size="compact-md" variant="subtle" color="gray" disabled={isBusy} leftSection={<IconX size={14} aria-hidden />} onClick={() => onDismiss(group)}>
        {t('group.dismiss')}
      </Button>
    </li>
  )
})
