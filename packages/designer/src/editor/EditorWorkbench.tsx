import { Tabs } from '@mantine/core'
import type { DraftView } from '@callchart/protocol'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FlowCanvas } from '../canvas/FlowCanvas.js'
import { Outline } from '../canvas/Outline.js'
import { Palette } from '../canvas/Palette.js'
import type { AnalysisStore } from '../checking/analysis.js'
import { useChecking } from '../checking/useChecking.js'
import { FlowSettings } from '../inspector/FlowSettings.js'
import { Inspector } from '../inspector/Inspector.js'
import { IntentsView } from '../intents/IntentsView.js'
import { PromptSheet } from '../prompts/PromptSheet.js'
import { SimulatorPanel } from '../simulator/SimulatorPanel.js'
import { SoftphonePanel } from '../softphone/SoftphonePanel.js'
import { EditorTour } from '../tour/EditorTour.js'
import { PublishDialog } from '../versions/PublishDialog.js'
import { useEditor } from './EditorContext.js'
import { EditorHeader } from './EditorHeader.js'
import classes from './EditorWorkbench.module.css'
import type { EditorStore, MainView, SidePanel } from './editor-store.js'
import { LowerPanels } from './LowerPanels.js'
import { PanelSeparator } from './PanelSeparator.js'
import { usePanelWidth } from './panel-width.js'
import { useDraftSync } from './useDraftSync.js'
import { useEditorKeys } from './useEditorKeys.js'

export interface WorkbenchProps {
  readonly draft: DraftView
  readonly editor: EditorStore
  readonly analysis: AnalysisStore
}

/** The editor's panels around the chart. */
export function EditorWorkbench({ draft, editor, analysis }: WorkbenchProps) {
  useDraftSync(draft, editor)
  useEditorKeys()
  useChecking(editor, analysis)
  const view = useEditor((state) => state.view)
  const [isPublishing, setPublishing] = useState(false)
  return (
    <div className={classes.workbench}>
      <EditorHeader draft={draft} onPublish={() => setPublishing(true)} />
      <div className={classes.body}>
        {view === 'canvas' && <LeftPanel />}
        <div className={classes.middle}>
          <section className={classes.main} data-tour="chart" aria-label={useViewName(view)}>
            <Main view={view} />
          </section>
          <LowerPanels />
        </div>
        <RightPanel hidden={view !== 'canvas'} />
      </div>
      <EditorTour />
      <PublishDialog opened={isPublishing} onClose={() => setPublishing(false)} />
    </div>
  )
}

function useViewName(view: MainView): string {
  const { t } = useTranslation('editor')
  return t(`views.${view}`)
}

function Main({ view }: { readonly view: MainView }) {
  switch (view) {
    case 'canvas':
      return <FlowCanvas />
    case 'prompts':
      return <PromptSheet />
    case 'intents':
      return <IntentsView />
    case 'settings':
      return <FlowSettings />
  }
}

function LeftPanel() {
  const { t } = useTranslation('editor')
  return (
    <aside className={classes.left} data-tour="left" aria-label={t('left.label')}>
      <Tabs defaultValue="palette" className={classes.tabs ?? ''} keepMounted={false}>
        <Tabs.List grow>
          <Tabs.Tab value="palette">{t('left.palette')}</Tabs.Tab>
          <Tabs.Tab value="outline">{t('left.outline')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="palette" className={classes.panel ?? ''}>
          <Palette />
        </Tabs.Panel>
        <Tabs.Panel value="outline" className={classes.panel ?? ''}>
          <Outline />
        </Tabs.Panel>
      </Tabs>
    </aside>
  )
}

const sides = [
  ['inspector', Inspector],
  ['simulator', SimulatorPanel],
  ['call', SoftphonePanel],
] as const

const rightPanelId = 'side-panel'

/** A call or a simulation goes on while something else is looked at. */
function RightPanel({ hidden }: { readonly hidden: boolean }) {
  const { t } = useTranslation('editor')
  const side = useEditor((state) => state.side)
  const show = useEditor((state) => state.show)
  const width = usePanelWidth((panel) => panel.width)
  return (
    <>
      {!hidden && <PanelSeparator panelId={rightPanelId} />}
      <aside id={rightPanelId} className={classes.right} style={{ width }} hidden={hidden} data-tour="side" aria-label={t('side.label')}>
        <Tabs value={side} onChange={(value) => value !== null && show({ side: value as SidePanel })} className={classes.tabs ?? ''}>
          <Tabs.List grow>
            {sides.map(([value]) => (
              <Tabs.Tab key={value} value={value}>
                {t(`side.${value}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {sides.map(([value, Panel]) => (
            <Tabs.Panel key={value} value={value} className={classes.panel ?? ''}>
              <Panel />
            </Tabs.Panel>
          ))}
        </Tabs>
      </aside>
    </>
  )
}
