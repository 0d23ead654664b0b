import { ActionIcon, Alert, Badge, Button, Collapse, Group, Table, Text, UnstyledButton } from '@mantine/core'
import type { DraftDocument } from '@callchart/flow'
import type { CallView } from '@callchart/protocol'
import { IconChevronDown, IconDialpad, IconMicrophone, IconMicrophoneOff, IconPhoneOff, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from '../editor/EditorContext.js'
import { intentName, nodeName } from '../simulator/names.js'
import { Keypad } from '../telephone/Keypad.js'
import { LevelMeter } from '../telephone/LevelMeter.js'
import type { FollowedCall } from '../telephone/useFollowedCall.js'
import { Transcript } from '../telephone/Transcript.js'
import { clockText, useElapsed } from '../telephone/useElapsed.js'
import { useVersion } from '../versions/queries.js'
import { CalledVersion, type Called } from './CalledVersion.js'
import { useUnheardLanguages } from './useUnheardLanguages.js'
import { NobodyThere } from './NobodyThere.js'
import type { SoftphoneContext } from './softphone-machine.js'
import classes from './SoftphonePanel.module.css'

export interface CallScreenProps {
  readonly phase: 'microphone' | 'dialling' | 'talking'
  readonly called: Called
  readonly context: SoftphoneContext
  readonly followed: FollowedCall
  readonly onPress: (digit: string) => void
  readonly onMute: (on: boolean) => void
  readonly onHold: (on: boolean) => void
  readonly onHangUp: () => void
}

/** While a call goes on: what can be done, what is heard, and what the bot makes of it. */
export function CallScreen(props: CallScreenProps) {
  const { phase, called, context, followed, onPress, onHangUp } = props
  const { t } = useTranslation('softphone')
  const [keysWanted, setKeysWanted] = useState<boolean>()
  const isUnheard = useUnheardLanguages().length > 0
  // Who has no microphone, or is not understood by voice, answers with keys.
  const showsKeys = keysWanted ?? (isUnheard || context.lack !== undefined)
  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <Status phase={phase} context={context} view={followed.view} />
        <CalledVersion {...called} />
        <LevelMeter levels={context.levels} side="said" label={t('meters.you')} isOff={context.isMuted || context.isHeld || context.lack !== undefined} />
        <LevelMeter levels={context.levels} side="heard" label={t('meters.bot')} isOff={context.isHeld} />
        <Buttons {...props} showsKeys={showsKeys} onKeys={() => setKeysWanted(!showsKeys)} />
        {context.lack !== undefined && (
          <Alert color="yellow" variant="light" p="xs" icon={<IconMicrophoneOff aria-hidden />} title={t(`lack.${context.lack}.title`)}>
            {t(`lack.${context.lack}.help`)}
          </Alert>
        )}
        <Collapse expanded={showsKeys}>
          <Keypad disabled={phase !== 'talking'} onPress={onPress} />
          <Text size="xs" c="dimmed" ta="center" mt={6}>
            {context.pressed === '' ? t('keypad.help') : t('keypad.pressed', { digits: context.pressed.slice(-24) })}
          </Text>
        </Collapse>
      </div>
      {statusOf(followed.view) === 'waiting' && <NobodyThere queue={followed.view?.transfer?.target ?? ''} />}
      {followed.isLost && (
        <Alert color="yellow" variant="light" p="xs" radius={0}>
          {t('live.lost')}
        </Alert>
      )}
      <LiveCall called={called} view={followed.view} />
      <Button className={classes.hangUp ?? ''} color="red.9" size="md" radius={0} leftSection={<IconPhoneOff size={18} aria-hidden />} onClick={onHangUp}>
        {t('controls.hangUp')}
      </Button>
    </div>
  )
}

function Status({ phase, context, view }: Pick<CallScreenProps, 'phase' | 'context'> & { readonly view: CallView | undefined }) {
  const { t } = useTranslation('softphone')
  const elapsedMs = useElapsed(phase === 'talking' ? context.answeredAt : undefined)
  const text = phase === 'talking' ? (context.isHeld ? t('status.held') : statusOf(view)) : phase
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text fw={600} role="status">
        {text === 'microphone' || text === 'dialling' || text === 'listening' || text === 'speaking' || text === 'human' || text === 'waiting' ? t(`status.${text}`) : text}
      </Text>
      <Text className={classes.clock ?? ''}>{phase === 'talking' ? clockText(elapsedMs) : ''}</Text>
    </Group>
  )
}

function statusOf(view: CallView | undefined): 'listening' | 'speaking' | 'human' | 'waiting' {
  if (view?.transfer?.outcome === 'connected' && view.statePath.at(-1) === 'connected') return 'human'
  if (view?.transfer !== undefined && view.transfer !== null && ['queued', 'ringing', 'accepted', 'whisper'].includes(view.transfer.outcome)) return 'waiting'
  return view !== undefined && view.listening !== null ? 'listening' : 'speaking'
}

interface ButtonsProps extends CallScreenProps {
  readonly showsKeys: boolean
  readonly onKeys: () => void
}

function Buttons({ phase, context, onMute, onHold, showsKeys, onKeys }: ButtonsProps) {
  const { t } = useTranslation('softphone')
  const isIdle = phase !== 'talking'
  const { isMuted, isHeld, lack } = context
  return (
    <Group justify="center" gap="lg">
      <RoundButton label={isMuted ? t('controls.unmute') : t('controls.mute')} isOn={isMuted} disabled={isIdle || lack !== undefined} onClick={() => onMute(!isMuted)}>
        {isMuted ? <IconMicrophoneOff size={20} aria-hidden /> : <IconMicrophone size={20} aria-hidden />}
      </RoundButton>
      <RoundButton label={isHeld ? t('controls.resume') : t('controls.hold')} isOn={isHeld} disabled={isIdle} onClick={() => onHold(!isHeld)}>
        {isHeld ? <IconPlayerPlay size={20} aria-hidden /> : <IconPlayerPause size={20} aria-hidden />}
      </RoundButton>
      <RoundButton label={t('controls.keypad')} isOn={showsKeys} disabled={false} onClick={onKeys}>
        <IconDialpad size={20} aria-hidden />
      </RoundButton>
    </Group>
  )
}

interface RoundButtonProps {
  readonly label: string
  readonly isOn: boolean
  readonly disabled: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

function RoundButton({ label, isOn, disabled, onClick, children }: RoundButtonProps) {
  return (
    <div className={classes.round}>
      <ActionIcon size={44} radius="xl" variant={isOn ? 'filled' : 'default'} aria-pressed={isOn} aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
      <span aria-hidden>{label}</span>
    </div>
  )
}

/** Where the call is, what was said, and what the flow knows. */
export function LiveCall({ called, view }: { readonly called: Called; readonly view: CallView | undefined }) {
  const { t } = useTranslation('softphone')
  const { t: ofSimulator } = useTranslation('simulator')
  const editor = useEditorStore()
  const { data: live } = useVersion(called.callee === 'live' ? view?.version : undefined)
  const document = (live?.document as DraftDocument | undefined) ?? editor.getState().document
  const nameOfNode = (id: string): string => nodeName(document, id)
  const nameOfIntent = (id: string): string => intentName(ofSimulator, document, id)
  const at = view?.path.at(-1)
  return (
    <>
      <div className={classes.where}>
        <Text size="xs" c="dimmed">
          {view?.status === 'ended' ? t('live.lastNode') : t('live.node')}
        </Text>
        <Text size="sm" fw={600} truncate>
          {at === undefined ? '–' : nameOfNode(at)}
        </Text>
        {view?.tags.map((tag) => (
          <Badge key={tag} size="xs" variant="default" tt="none">
            {tag}
          </Badge>
        ))}
      </div>
      <Transcript entries={view?.transcript ?? noEntries} nodeName={nameOfNode} intentName={nameOfIntent} empty={t('transcript.empty')} />
      <Variables variables={view?.variables ?? noVariables} />
    </>
  )
}

const noEntries: CallView['transcript'] = []
const noVariables: CallView['variables'] = {}

function Variables({ variables }: { readonly variables: CallView['variables'] }) {
  const { t } = useTranslation('softphone')
  const [isOpen, setOpen] = useState(false)
  const filled = Object.entries(variables).filter(([, value]) => value !== '' && value !== null && value !== undefined)
  return (
    <div className={classes.variables}>
      <UnstyledButton className={classes.disclosure ?? ''} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <IconChevronDown size={16} aria-hidden className={classes.chevron ?? ''} />
        {t('live.variables', { count: filled.length })}
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <div className={classes.table}>
          <Table fz="xs" verticalSpacing={2} aria-label={t('live.variables', { count: filled.length })}>
            <Table.Tbody>
              {filled.map(([name, value]) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row" fw={500}>
                    {name}
                  </Table.Th>
                  <Table.Td>{typeof value === 'string' ? value : JSON.stringify(value)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </Collapse>
    </div>
  )
}
