import { useEffect, useState } from 'react'
import type { EditorStore } from '../editor/editor-store.js'
import type { AnalysisStore } from './analysis.js'
import { Checker, type HireWorker, type Later } from './checker.js'
import type { CheckingAnswer } from './checking-messages.js'
import { useCheckedWith } from './resources.js'

const hire: HireWorker = (onAnswer) => {
  const worker = new Worker(new URL('./checking-worker.ts', import.meta.url), { type: 'module', name: 'checking' })
  worker.onmessage = ({ data }: MessageEvent<CheckingAnswer>) => onAnswer(data)
  return { post: (request) => worker.postMessage(request), end: () => worker.terminate() }
}

const later: Later = (ms, task) => {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}

const today = (): string => new Date().toISOString().slice(0, 10)

/** Keeps the analysis up to date with the document, in workers. */
export function useChecking(editor: EditorStore, analysis: AnalysisStore): void {
  const resources = useCheckedWith(editor)
  const [checker, setChecker] = useState<Checker>()
  useEffect(() => {
    const own = new Checker({ hire, later, today, publish: (next) => analysis.setState(next) })
    own.see(editor.getState().document)
    const leave = editor.subscribe(({ document }) => own.see(document))
    setChecker(own)
    return () => {
      leave()
      own.end()
    }
  }, [editor, analysis])
  useEffect(() => {
    if (resources !== undefined) checker?.know(resources)
  }, [checker, resources])
}
