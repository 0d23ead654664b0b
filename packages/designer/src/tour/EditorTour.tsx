import { Button, CloseButton, Group, Popover, Text, Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from '../editor/EditorContext.js'
import classes from './Tour.module.css'
import { stepAfter, stepBefore, stepPlans, tourSteps, type TourStep } from './tour-steps.js'
import { useTour } from './tour-store.js'
import { useRect } from './useRect.js'

/** The steps of the tour that point at the editor; nothing while nobody takes it. */
export function EditorTour() {
  const step = useTour((tour) => tour.step)
  return step === undefined ? null : <Tour step={step} />
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

/** Escape ends the tour wherever the focus is, and the focus goes back to where it was before. */
function useWayBack(): void {
  useEffect(() => {
    const before = document.activeElement
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') useTour.getState().end()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onKey)
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
}

function Tour({ step }: { readonly step: TourStep }) {
  useWayBack()
  useStage(step)
  const rect = useRect(stepPlans[step].place)
  if (rect === undefined) return null
  return (
    <Popover opened position={stepPlans[step].position} width={340} withArrow arrowSize={12} shadow="lg" withinPortal transitionProps={{ duration: 0 }} closeOnClickOutside={false} closeOnEscape={false} withRoles={false} zIndex={260}>
      <Popover.Target>
        <div className={classes.spot} style={{ ...rect }} aria-hidden />
      </Popover.Target>
      <Popover.Dropdown>
        <StepCard key={step} step={step} />
      </Popover.Dropdown>
    </Popover>
  )
}

function StepCard({ step }: { readonly step: TourStep }) {
  const { t } = useTranslation('tour')
  const { goTo, end } = useTour.getState()
  const card = useRef<HTMLDivElement>(null)
  const at = tourSteps.indexOf(step) + 1
  const [before, after] = [stepBefore(step), stepAfter(step)]
  // Whoever cannot see it hears it.
  useEffect(() => card.current?.focus({ preventScroll: true }), [])
  return (
    <div ref={card} tabIndex={-1} role="dialog" aria-label={t('label', { step: at, count: tourSteps.length })} aria-describedby="tour-text" className={classes.card}>
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
  )
}
