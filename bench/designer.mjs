/**
 * How the chart of the designer stands a large flow: frames while a node is dragged and while the chart is panned, zoomed in and with all in
 * view, in a real Chromium. Beside it stands bare React Flow with as many nodes and edges in the same places, in the same run.
 *
 *   node bin/callchart.mjs build && node bench/designer.mjs [--nodes 500] [--rounds 5] [--browser /usr/bin/chromium]
 */
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { largeFlow } from '@callchart/cli'
import { waysOut } from '@callchart/flow'
import { chromium } from 'playwright-core'
import { serveDesigner } from './designer/serve.mjs'

const { values } = parseArgs({ options: { nodes: { type: 'string', default: '500' }, rounds: { type: 'string', default: '5' }, browser: { type: 'string', default: '/usr/bin/chromium' }, json: { type: 'boolean', default: false } } })
const columns = 25
const column = 336
const row = 300
const moves = 90

const flow = largeFlow(Number(values.nodes))
const at = (index) => ({ x: (index % columns) * column, y: Math.floor(index / columns) * row })
const document = { ...flow, layout: Object.fromEntries(flow.nodes.map(({ id }, index) => [id, at(index)])) }
const nodes = flow.nodes.map(({ id, name }, index) => ({ id, position: at(index), data: { label: name }, sourcePosition: 'right', targetPosition: 'left', style: { width: 256, height: 120 } }))
const edges = flow.nodes.flatMap((node) => waysOut(node).flatMap(({ way, to }) => (to === undefined ? [] : [{ id: `${node.id} ${way}`, source: node.id, target: to }])))

const served = await serveDesigner(document, { nodes, edges })
const browser = await chromium.launch({ executablePath: values.browser, args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en' })

const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]

/** Frames while something is moved with the mouse, one step a frame. */
async function framesOf(from, step) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.evaluate(() => {
    globalThis.frames_ = []
    const tick = (now) => {
      globalThis.frames_.push(now)
      globalThis.ticking_ = globalThis.requestAnimationFrame(tick)
    }
    globalThis.ticking_ = globalThis.requestAnimationFrame(tick)
  })
  for (let count = 1; count <= moves; count += 1) {
    // There and back, so that what is seen stays about the same.
    const distance = (count < moves / 2 ? count : moves - count) * step
    await page.mouse.move(from.x + distance, from.y + distance / 2)
  }
  const times = await page.evaluate(() => {
    globalThis.cancelAnimationFrame(globalThis.ticking_)
    return globalThis.frames_
  })
  await page.mouse.up()
  const frames = times.slice(1).map((time, index) => time - times[index]).sort((left, right) => left - right)
  return { p50: quantile(frames, 0.5), p95: quantile(frames, 0.95) }
}

const centreOf = async (selector) => {
  const box = await page.locator(selector).boundingBox()
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 20) }
}
/** The grip of a node that lies wholly in sight, whichever it is. */
const nodeInSight = () =>
  page.evaluate(() => {
    const pane = globalThis.document.querySelector('.react-flow').getBoundingClientRect()
    for (const node of globalThis.document.querySelectorAll('.react-flow__node')) {
      const box = node.getBoundingClientRect()
      const grip = { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 20) }
      const isInside = box.left > pane.left + 60 && box.right < pane.right - 60 && box.top > pane.top + 60 && box.bottom < pane.bottom - 160
      if (isInside && node.contains(globalThis.document.elementFromPoint(grip.x, grip.y))) return grip
    }
    throw new Error('No node is in sight.')
  })
/** A spot of the chart where nothing lies. */
const emptySpot = () =>
  page.evaluate(() => {
    const pane = globalThis.document.querySelector('.react-flow').getBoundingClientRect()
    for (let y = pane.top + 120; y < pane.bottom - 160; y += 7)
      for (let x = pane.left + 60; x < pane.right - 320; x += 7) if (globalThis.document.elementFromPoint(x, y)?.classList.contains('react-flow__pane')) return { x, y }
    throw new Error('The whole chart is covered.')
  })

async function measured(path, drawn, zoomTo) {
  const began = performance.now()
  await page.goto(`${served.url}${path}`)
  await page.waitForSelector(drawn)
  await page.evaluate(() => new Promise((done) => globalThis.requestAnimationFrame(() => globalThis.requestAnimationFrame(done))))
  const loadMs = performance.now() - began
  await zoomTo('near')
  const panNear = await framesOf(await emptySpot(), 4)
  const dragNear = await framesOf(await nodeInSight(), 4)
  await zoomTo('all')
  const panAll = await framesOf(await emptySpot(), 4)
  const dragAll = await framesOf(await centreOf('.react-flow__node[data-id="node30"]'), 3)
  return { loadMs, dragNear, panNear, panAll, dragAll }
}

const settle = () => page.waitForFunction(() => new Promise((done) => globalThis.requestIdleCallback(() => done(true), { timeout: 2_000 })))

async function zoomDesigner(wish) {
  await page.locator('.react-flow__pane').click({ position: { x: 4, y: 4 } }).catch(() => undefined)
  await page.keyboard.press(wish === 'all' ? '1' : '0')
  await page.waitForFunction((isAll) => {
    const zoom = Number(/scale\(([\d.]+)\)/.exec(globalThis.document.querySelector('.react-flow__viewport').style.transform)?.[1])
    // Near: the way there is over, whatever the chart showed first.
    return isAll ? zoom < 0.2 : zoom > 0.79
  }, wish === 'all')
  await settle()
}
async function zoomBare(wish) {
  await page.evaluate((isAll) => (isAll ? globalThis.view.fitView({ padding: 0.08 }) : globalThis.view.setViewport({ x: 20, y: 200, zoom: 0.8 })), wish === 'all')
  await settle()
}

/** From Enter in the quick picker to the new card on the screen. */
async function addedMs() {
  await page.keyboard.press('0')
  await settle()
  await page.keyboard.press('/')
  await page.getByRole('combobox').fill('tag')
  return page.evaluate(
    () =>
      new Promise((done) => {
        const pressed = performance.now()
        const seen = new globalThis.MutationObserver(() => {
          if (globalThis.document.querySelector('.react-flow__node[data-id^="tag"]') === null) return
          seen.disconnect()
          globalThis.requestAnimationFrame(() => globalThis.requestAnimationFrame((now) => done(now - pressed)))
        })
        seen.observe(globalThis.document.body, { childList: true, subtree: true })
        globalThis.document.activeElement.dispatchEvent(new globalThis.KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
      }),
  )
}

/** By turns, so that whatever else the machine does meets both; of each figure the median of the rounds. */
const rounds = { bare: [], designer: [] }
for (let round = 0; round < Number(values.rounds); round += 1) {
  rounds.bare.push(await measured('/bare', '.react-flow__node', zoomBare))
  rounds.designer.push(await measured(`/flows/${flow.id}`, '.react-flow__node', zoomDesigner))
}
const middle = (figures) => [...figures].sort((left, right) => left - right)[Math.floor(figures.length / 2)]
const summed = (all) =>
  Object.fromEntries(
    Object.keys(all[0]).map((key) => [key, typeof all[0][key] === 'number' ? middle(all.map((one) => one[key])) : { p50: middle(all.map((one) => one[key].p50)), p95: middle(all.map((one) => one[key].p95)) }]),
  )
const bare = summed(rounds.bare)
const designer = summed(rounds.designer)
const addMs = await addedMs()
await browser.close()
served.close()

const figures = { nodes: nodes.length, edges: edges.length, bare, designer, addMs }
const line = (name, key) =>
  `${name.padEnd(26)} p50 ${designer[key].p50.toFixed(1)} ms, p95 ${designer[key].p95.toFixed(1)} ms; bare React Flow p50 ${bare[key].p50.toFixed(1)}, p95 ${bare[key].p95.toFixed(1)}; ratio of p95 ${(designer[key].p95 / bare[key].p95).toFixed(2)}`
process.stdout.write(
  values.json
    ? `${JSON.stringify(figures)}\n`
    : `${nodes.length} nodes, ${edges.length} edges
load                       ${designer.loadMs.toFixed(0)} ms; bare React Flow ${bare.loadMs.toFixed(0)} ms
${line('a node is dragged, near', 'dragNear')}
${line('panned, near', 'panNear')}
${line('panned, all in view', 'panAll')}
${line('a node is dragged, all', 'dragAll')}
a node is added            ${addMs.toFixed(0)} ms until it is seen
`,
)
