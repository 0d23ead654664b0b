/** Pictures of what a bench has measured, for docs/performance/: plain SVG that reads on light and dark pages. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../docs/performance/', import.meta.url))
const colours = ['#4269d0', '#efb118', '#ff725c', '#6cc5b0', '#3ca951', '#ff8ab7', '#a463f2', '#97bbf5']
const font = 'font-family="system-ui, sans-serif" font-size="12"'
const ink = '#7a7a7a'

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign])
const write = (name, width, height, parts) => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}${name}.svg`, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" ${font}>\n${parts.join('\n')}\n</svg>\n`)
}
const text = (x, y, words, more = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${ink}" ${more}>${escaped(words)}</text>`

/** A round step, so that about five of them are `most`. */
const stepOf = (most) => {
  const raw = most / 5
  const power = 10 ** Math.floor(Math.log10(raw))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= raw)
}

/** Bars of stages one behind the other. @param rows `{ name, parts: [{ name, ms }], totalMs }`; the total of a percentile is no sum of its parts */
export const drawStages = (name, title, rows) => {
  const [left, right, top, rowHeight] = [130, 60, 60, 30]
  const width = 820
  const most = Math.max(...rows.map(({ parts, totalMs }) => Math.max(totalMs, parts.reduce((sum, { ms }) => sum + ms, 0))))
  const scale = (width - left - right) / most
  const names = rows[0].parts.map((part) => part.name)
  const legend = names.flatMap((part, index) => {
    const [x, y] = [left + (index % 4) * 165, 32 + Math.floor(index / 4) * 16]
    return [`<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${colours[index]}"/>`, text(x + 15, y, part)]
  })
  const bars = rows.flatMap(({ name: row, parts, totalMs }, index) => {
    const y = top + index * rowHeight
    let x = left
    const drawnParts = parts.map(({ ms }, part) => {
      const bar = `<rect x="${x.toFixed(1)}" y="${y}" width="${(ms * scale).toFixed(1)}" height="18" fill="${colours[part]}"/>`
      x += ms * scale
      return bar
    })
    const at = left + totalMs * scale
    return [text(left - 8, y + 13, row, 'text-anchor="end"'), ...drawnParts, `<path d="M${at.toFixed(1)} ${y - 3}v24" stroke="${ink}" stroke-width="2"/>`, text(Math.max(x, at) + 5, y + 13, `${totalMs.toFixed(0)} ms`)]
  })
  write(name, width, top + rows.length * rowHeight + 10, [text(left, 14, `${title}; the stroke is p95 of the whole`, 'font-weight="600"'), ...legend, ...bars])
}

/** Lines over a logarithmic axis. @param lines `{ name, points: [[x, y]] }` */
export const drawLines = (name, { title, xTitle, yTitle }, lines) => {
  const [left, right, top, bottom] = [70, 170, 40, 45]
  const [width, height] = [820, 320]
  const points = lines.flatMap((line) => line.points)
  const xs = [...new Set(points.map(([x]) => x))].sort((one, other) => one - other)
  const [least, greatest] = [Math.log(xs[0]), Math.log(xs.at(-1))]
  const step = stepOf(Math.max(...points.map(([, y]) => y)))
  const most = Math.ceil(Math.max(...points.map(([, y]) => y)) / step) * step
  const xAt = (x) => left + ((Math.log(x) - least) / (greatest - least || 1)) * (width - left - right)
  const yAt = (y) => height - bottom - (y / most) * (height - top - bottom)
  const grid = Array.from({ length: Math.round(most / step) + 1 }, (_, index) => index * step).flatMap((y) => [
    `<path d="M${left} ${yAt(y).toFixed(1)}H${width - right}" stroke="${ink}" stroke-opacity="0.3"/>`,
    text(left - 8, yAt(y) + 4, String(Number(y.toPrecision(3))), 'text-anchor="end"'),
  ])
  const ticks = xs.map((x) => text(xAt(x), height - bottom + 18, String(x), 'text-anchor="middle"'))
  const curves = lines.flatMap(({ name: line, points: all }, index) => {
    const colour = colours[index % colours.length]
    const [lastX, lastY] = all.at(-1)
    return [
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${all.map(([x, y]) => `${xAt(x).toFixed(1)},${yAt(y).toFixed(1)}`).join(' ')}"/>`,
      ...all.map(([x, y]) => `<circle cx="${xAt(x).toFixed(1)}" cy="${yAt(y).toFixed(1)}" r="3" fill="${colour}"/>`),
      `<text x="${(xAt(lastX) + 8).toFixed(1)}" y="${(yAt(lastY) + 4).toFixed(1)}" fill="${colour}">${escaped(line)}</text>`,
    ]
  })
  write(name, width, height, [text(left, 18, title, 'font-weight="600"'), text(left, 34, yTitle), ...grid, ...ticks, text((width - right + left) / 2, height - 8, xTitle, 'text-anchor="middle"'), ...curves])
}
