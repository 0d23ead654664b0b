import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import type { DraftDocument, FlowProblem } from '@callchart/flow'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, type RenderResult } from '@testing-library/react'
import type { ReactNode } from 'react'
import { AnalysisContext, createAnalysisStore } from '../../checking/analysis.js'
import { createEditorStore, type EditorStore } from '../../editor/editor-store.js'
import { EditorProvider } from '../../editor/EditorContext.js'
import { startLocale, type UiLanguage } from '../../locale/locale.js'

/** What Mantine asks of a browser and happy-dom has not. */
function furnishBrowser(): void {
  window.matchMedia ??= ((query: string) => ({ matches: false, media: query, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined, onchange: null, dispatchEvent: () => false })) as typeof window.matchMedia
  window.fetch = () => new Promise<Response>(() => undefined)
  if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() })
  window.ResizeObserver ??= class {
    observe(): void {
      return
    }
    unobserve(): void {
      return
    }
    disconnect(): void {
      return
    }
  }
}

export async function speaking(language: UiLanguage): Promise<void> {
  furnishBrowser()
  await startLocale(language)
}

export interface Rendered extends RenderResult {
  readonly editor: EditorStore
}

/** Shows something of an open document. @param furnish puts in what the server would have answered */
export function renderIn(document: DraftDocument, children: ReactNode, problems: readonly FlowProblem[] = [], furnish?: (queries: QueryClient) => void): Rendered {
  const editor = createEditorStore(document, { now: () => 0 })
  const analysis = createAnalysisStore()
  const byNode = new Map<string, FlowProblem[]>()
  for (const problem of problems) byNode.set(problem.nodeId ?? '', [...(byNode.get(problem.nodeId ?? '') ?? []), problem])
  analysis.setState({ status: 'done', problems, byNode })
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, enabled: false } } })
  furnish?.(queries)
  const result = render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <ModalsProvider>
          <EditorProvider store={editor}>
            <AnalysisContext value={analysis}>{children}</AnalysisContext>
          </EditorProvider>
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  )
  return { ...result, editor }
}
