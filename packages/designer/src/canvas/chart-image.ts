import type { DraftDocument } from '@callchart/flow'
import { rectsOf } from './drawn.js'
import { notesOf } from './chart.js'
import type { Rect } from './geometry.js'

export type ImageFormat = 'png' | 'svg'

const margin = 48
const titleHeight = 64
/** Canvases of browsers end somewhere below 16,384 pixels a side, and 268 million in all. */
const mostPixels = 12_000
const mostArea = 100_000_000

/** All that is drawn of a flow, with a margin and room for its name. */
export function imageFrame(document: DraftDocument): Rect {
  const rects: Rect[] = [...rectsOf(document), ...notesOf(document).map(([, note]) => note)]
  const left = Math.min(...rects.map(({ x }) => x)) - margin
  const top = Math.min(...rects.map(({ y }) => y)) - margin - titleHeight
  const right = Math.max(...rects.map(({ x, width }) => x + width)) + margin
  const bottom = Math.max(...rects.map(({ y, height }) => y + height)) + margin
  return { x: left, y: top, width: Math.ceil(right - left), height: Math.ceil(bottom - top) }
}

/** Twice as fine as the screen, as far as a browser can draw it. */
export const imageScale = ({ width, height }: Rect): number => Math.min(2, mostPixels / width, mostPixels / height, Math.sqrt(mostArea / (width * height)))

/** `card-services 2026-03-01.png` */
export const imageName = ({ id }: DraftDocument, now: Date, format: ImageFormat): string => `${id} ${now.toLocaleDateString('sv')}.${format}`

export interface ImageWish {
  /** The flow with the places of all its nodes. */
  readonly document: DraftDocument
  /** Where the chart is drawn, all of it. */
  readonly viewport: HTMLElement
  readonly format: ImageFormat
  readonly now: Date
  /** BCP 47, for the date. */
  readonly language: string
}

function heading({ document: flow, now, language }: ImageWish, frame: Rect): HTMLElement {
  const element = document.createElement('div')
  element.style.cssText = `position:absolute;left:${frame.x + margin}px;top:${frame.y + margin / 2}px;font:600 22px/1.3 sans-serif;color:#1b1f24;white-space:nowrap`
  const date = document.createElement('div')
  date.style.cssText = 'font:400 13px/1.4 sans-serif;color:#57606a'
  date.textContent = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(now)
  element.append(flow.name, date)
  return element
}

/** Styles that cards and notes use: copying all of them makes a picture some ten times as large. */
const copiedStyles =
  'align-items align-self background background-clip background-color background-image border border-radius bottom box-shadow box-sizing clip-path color content contain display fill filter flex flex-direction flex-wrap float column-gap row-gap font font-family font-feature-settings font-size font-style font-weight gap grid-template-columns height inset justify-content justify-items left letter-spacing line-height margin max-height max-width min-height min-width opacity outline outline-offset overflow overflow-wrap padding place-items position right stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-width text-align text-decoration text-overflow top transform transform-origin vertical-align visibility white-space width word-break z-index -webkit-box-orient -webkit-line-clamp'.split(
    ' ',
  )

const drawnStyles = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'opacity'] as const

/**
 * What a style sheet says of edges stands on the edges themselves while the picture is made: the parts of an SVG are copied without
 * their style. Gives what takes it back.
 */
function writeOut(viewport: HTMLElement): () => void {
  const parts = [...viewport.querySelectorAll<SVGElement>('.react-flow__edge path, .react-flow__edge [data-insert]')]
  const before = parts.map((part) => part.getAttribute('style'))
  for (const part of parts) {
    const style = getComputedStyle(part)
    const text = part.hasAttribute('data-insert') ? 'display:none' : drawnStyles.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';')
    part.setAttribute('style', text)
  }
  const arrow = document.getElementById('cc-arrow')?.closest('svg')?.cloneNode(true)
  if (arrow !== undefined) viewport.prepend(arrow)
  return () => {
    if (arrow instanceof Element) arrow.remove()
    parts.forEach((part, index) => {
      const style = before[index]
      if (style === null || style === undefined) part.removeAttribute('style')
      else part.setAttribute('style', style)
    })
  }
}

/** The chart as a picture, in light colours, whatever the page looks like. Gives a data URL. */
export async function chartImage(wish: ImageWish): Promise<string> {
  const { toPng, toSvg } = await import('html-to-image')
  const frame = imageFrame(wish.document)
  const root = document.documentElement
  const scheme = root.getAttribute('data-mantine-color-scheme')
  const title = heading(wish, frame)
  root.setAttribute('data-mantine-color-scheme', 'light')
  wish.viewport.append(title)
  const takeBack = writeOut(wish.viewport)
  try {
    const options = {
      width: frame.width,
      height: frame.height,
      backgroundColor: '#ffffff',
      pixelRatio: imageScale(frame),
      skipFonts: true,
      includeStyleProperties: [...copiedStyles],
      style: { width: `${frame.width}px`, height: `${frame.height}px`, transform: `translate(${-frame.x}px, ${-frame.y}px) scale(1)` },
      filter: (element: Node) => !(element instanceof Element && element.matches('[data-screen-only], .react-flow__resize-control')),
    }
    return await (wish.format === 'png' ? toPng(wish.viewport, options) : toSvg(wish.viewport, options))
  } finally {
    takeBack()
    title.remove()
    if (scheme === null) root.removeAttribute('data-mantine-color-scheme')
    else root.setAttribute('data-mantine-color-scheme', scheme)
  }
}

/** Hands a file to the person in front of the page. */
export function saveAs(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
