/** The built designer with one flow, and bare React Flow with nodes in the same places, on one port. */
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const here = fileURLToPath(new URL('.', import.meta.url))
const app = fileURLToPath(new URL('../../packages/designer/dist/app', import.meta.url))
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' }
const styleSheet = createRequire(new URL('../../packages/designer/package.json', import.meta.url)).resolve('@xyflow/react/dist/style.css')

async function bundleBare() {
  const bundle = await rolldown({ input: join(here, 'bare.js'), platform: 'browser', logLevel: 'silent', transform: { define: { 'process.env.NODE_ENV': '"production"' } } })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  return output[0].code
}

const barePage = '<!doctype html><html><head><link rel="stylesheet" href="/bare.css"><style>html,body,#root{height:100%;margin:0}</style></head><body><div id="root"></div><script type="module" src="/bare.js"></script></body></html>'

/** @returns {Promise<{ url: string, close: () => void }>} */
export async function serveDesigner(document, shape) {
  const bare = await bundleBare()
  const draft = { flow: document.id, revision: 1, document, status: 'draft', reviews: [] }
  const answers = {
    '/bare': ['text/html', barePage],
    '/bare.js': ['text/javascript', bare],
    '/bare.css': ['text/css', await readFile(styleSheet, 'utf8')],
    '/shape.json': ['application/json', JSON.stringify(shape)],
    [`/v1/drafts/${document.id}`]: ['application/json', JSON.stringify(draft)],
  }
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const known = request.method === 'GET' ? answers[pathname] : undefined
    if (known !== undefined) return response.setHeader('content-type', known[0]).end(known[1])
    if (pathname.startsWith('/v1/')) return response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"NOT_FOUND","detail":"not served in this benchmark"}')
    const file = join(app, normalize(extname(pathname) === '' ? '/index.html' : pathname))
    try {
      const body = await readFile(file)
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream').end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}
