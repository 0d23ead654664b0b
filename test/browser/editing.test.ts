import { afterAll, beforeAll, expect, it } from 'vitest'
import { startElsewhere, type SystemElsewhere } from '../driver/elsewhere.js'
import { freePorts } from '../driver/free-ports.js'
import { exampleFlow } from '../driver/flows.js'
import { TestSystem } from '../driver/system.js'
import { TestBrowser } from './driver/browser.js'
import { Designer } from './driver/designer.js'

const there = new TestSystem([exampleFlow('card-services')])
const chromium = { started: undefined as TestBrowser | undefined }
let url = ''
let port = 0
let server: SystemElsewhere | undefined

beforeAll(async () => {
  ;[port = 0] = await freePorts(1)
  url = `http://127.0.0.1:${String(port)}`
  server = await startElsewhere(there, port)
  chromium.started = await TestBrowser.launch()
})
afterAll(async () => {
  await chromium.started?.close()
  await server?.kill()
  // Takes over the PostgreSQL that the killed process left, and ends it.
  await there.start()
  await there.close()
})

async function designer(author: string): Promise<Designer> {
  const page = await (chromium.started ?? expect.unreachable('Chromium was not started')).page({ author })
  const opened = new Designer(page)
  await opened.opens(url, 'card-services')
  return opened
}

/** The card of the node shows the text: what is said is told on the chart. */
const isSaid = ({ chart }: Designer, node: string, text: string): Promise<void> => chart.node(node).getByText(text).waitFor()

it('two people at one flow lose nothing of what either of them writes', async () => {
  const lena = await designer('Lena')
  const max = await designer('Max')
  await lena.chart.selects('Welcome')
  await max.chart.selects('How can I help?')

  await Promise.all([lena.inspector.says('Welcome, says Lena.'), max.inspector.says('What is it, asks Max?')])
  await Promise.all([lena.inspector.names('Welcome by Lena'), max.inspector.names('Question by Max')])

  await Promise.all([isSaid(lena, 'Question by Max', 'What is it, asks Max?'), isSaid(max, 'Welcome by Lena', 'Welcome, says Lena.')])
  await Promise.all([lena.isSaved(), max.isSaved()])
  await max.page.reload()
  await Promise.all([isSaid(max, 'Question by Max', 'What is it, asks Max?'), isSaid(max, 'Welcome by Lena', 'Welcome, says Lena.')])
  await Promise.all([lena.page.context().close(), max.page.context().close()])
})

it('what is written while the server is gone is kept by the page, and sent when the server is back', async () => {
  const lena = await designer('Lena')
  await lena.chart.selects('Welcome by Lena')
  await lena.inspector.says('The server is there.')
  await lena.isSaved()
  await server?.kill()

  await lena.inspector.says('The server is gone.')
  await lena.isKeptHere()
  server = await startElsewhere(there, port)

  await lena.isSaved()
  await lena.page.reload()
  await isSaid(lena, 'Welcome by Lena', 'The server is gone.')
  const max = await designer('Max')
  await isSaid(max, 'Welcome by Lena', 'The server is gone.')
  await Promise.all([lena.page.context().close(), max.page.context().close()])
})
