import { Button, CloseButton, Group, Popover, Text, Title } from '@mantine/core'
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from '../editor/EditorContext.js'
import classes from './Tour.module.css'
import { stepAfter, stepBefore, stepPlans, tourSteps, type TourStep } from './tour-steps.js'
import { useTour } from './tour-store.js'
import { useRect, type Rect } from './useRect.js'

/** The steps of the tour that point at the editor; nothing while nobody takes it. */
export function EditorTour() {
  const step = useTour((tour) => tour.step)
  return step === undefined ? null : <Step step={step} />
}

/** Shows what the step speaks of. */
function useStage(step: TourStep): void {
  const editor = useEditorStore()
  useEffect(() => {
    const { panels, choosesNode } = stepPlans[step]
    const { document, selection, select, show } = editor.getState()
    show(panels)
    const node = document.nodes.find(({ kind }) => kind === 'say' || kind === 'menu' || kind === 'ask') ?? document.nodes[0]
    if (choosesNode && selection.size === 0 && node !== undefined) select([node.id])
  }, [step, editor])
}

/** Brings the focus into each step, and back to where it was when the tour ends. */
function useStepFocus(step: TourStep, isThere: boolean): RefObject<HTMLDivElement | null> {
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  useEffect(() => {
    if (isThere) card.current?.focus({ preventScroll: true })
  }, [step, isThere])
  return card
}

function Step({ step }: { readonly step: TourStep }) {
  useStage(step)
  const rect = useRect(stepPlans[step].place)
  const card = useStepFocus(step, rect !== undefined)
  return rect === undefined ? null : <StepCard step={step} rect={rect} card={card} />
}

interface StepCardProps {
  readonly step: TourStep
  readonly rect: Rect
  readonly card: RefObject<HTMLDivElement | null>
}

function StepCard({ step, rect, card }: StepCardProps) {
  const { t } = useTranslation('tour')
  const { goTo, end } = useTour.getState()
  const at = tourSteps.indexOf(step) + 1
  const [before, after] = [stepBefore(step), stepAfter(step)]
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    end()
  }
  return (
    <Popover opened position={stepPlans[step].position} width={340} withArrow arrowSize={12} shadow="lg" withinPortal closeOnClickOutside={false} closeOnEscape={false} withRoles={false} zIndex={260}>
      <Popover.Target>
        <div className={classes.spot} style={{ ...rect }} aria-hidden />
      </Popover.Target>
      <Popover.Dropdown>
        <div ref={card} tabIndex={-1} role="dialog" aria-label={t('label', { step: at, count: tourSteps.length })} aria-describedby="tour-text" onKeyDown={onKeyDown} className={classes.card}>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Title order={2} size="h3">
              {t(`steps.${step}.title`)}
            </Title>
            <CloseButton size="sm" aria-label={t('skip')} onClick={end} />
          </Group>
          <Text size="sm" mt={6} id="tour-text">
            {t(`steps.${step}.body`)}
          </Text>
          <Group justify="space-between" mt="md">
            <Text size="xs" c="dimmed">
              {t('progress', { step: at, count: tourSteps.length })}
            </Text>
            <Group gap="xs">
              {before !== undefined && (
                <Button size="xs" variant="default" onClick={() => goTo(before)}>
                  {t('back')}
                </Button>
              )}
              <Button size="xs" onClick={() => (after === undefined ? end() : goTo(after))}>
                {t(after === undefined ? 'done' : 'next')}
              </Button>
            </Group>
          </Group>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
