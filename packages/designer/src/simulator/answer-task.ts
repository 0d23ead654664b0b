import { exploredFlow, markdownText, vitestText, type DraftDocument, type FlowProblem, type FlowResources } from '@callchart/flow'
import { generateTests, runTest, scriptsOfTests, takeableCount } from './conversations.js'
import { inputsOf, testOf } from './kept-conversation.js'
import { inputsOfEvents } from './inputs-of-events.js'
import { playableFlow } from './playable.js'
import { playInputs, readyFlow, type PlayableFlow } from './session.js'
import type { SimulatorAnswers, SimulatorTask } from './simulator-messages.js'

/** The draft cannot be played at all. */
export class NotPlayable extends Error {
  constructor(readonly problems: readonly FlowProblem[]) {
    super('The draft cannot be played.')
    this.name = 'NotPlayable'
  }
}

const mostKept = 4

/** Flows made ready, by what they are made from: the last few, since one is asked about again and again. */
export class ReadyFlows {
  readonly #kept = new Map<string, PlayableFlow>()

  /** @throws NotPlayable */
  of({ layout: _layout, notes: _notes, tests: _tests, ...document }: DraftDocument, resources: FlowResources, from?: string): PlayableFlow {
    const key = `${from ?? ''} ${JSON.stringify(document)}`
    const known = this.#kept.get(key) ?? this.#make(document, resources, from)
    this.#kept.delete(key)
    this.#kept.set(key, known)
    for (const oldest of [...this.#kept.keys()].slice(0, -mostKept)) this.#kept.delete(oldest)
    return known
  }

  forget(): void {
    this.#kept.clear()
  }

  #make(document: DraftDocument, resources: FlowResources, from: string | undefined): PlayableFlow {
    const playable = playableFlow(document, resources, from)
    if ('problems' in playable) throw new NotPlayable(playable.problems)
    return readyFlow(exploredFlow(playable.compiled), resources.calendars ?? new Map())
  }
}

/** @throws NotPlayable */
export function answerTask(flows: ReadyFlows, document: DraftDocument, resources: FlowResources, task: SimulatorTask): SimulatorAnswers[SimulatorTask['type']] {
  switch (task.type) {
    case 'play':
      return playInputs(flows.of(document, resources, task.start.from), task.start, task.inputs)
    case 'play-events': {
      const flow = flows.of(document, resources)
      const { start, inputs } = inputsOfEvents(flow, task.events)
      return { ...playInputs(flow, start, inputs), start, inputs }
    }
    case 'run-test':
      return runTest(flows.of(document, resources, task.test.start.from), task.test)
    case 'record': {
      const { moments } = playInputs(flows.of(document, resources, task.test.start.from), task.test.start, inputsOf(task.test))
      return { test: testOf(task.test.name, task.test.start, moments) }
    }
    case 'count':
      return { takeable: takeableCount(flows.of(document, resources)) }
    case 'generate':
      return generateTests(flows.of(document, resources), task.reader, task.at)
    case 'write': {
      const { paths, leftOut } = scriptsOfTests(flows.of(document, resources), task.tests)
      return { text: task.as === 'vitest' ? vitestText(paths, `./${document.id}.flow.json`) : markdownText(paths, [task.reader]), leftOut }
    }
  }
}
