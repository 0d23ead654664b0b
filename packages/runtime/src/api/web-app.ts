import express, { type Express } from 'express'
import helmet from 'helmet'
import { join } from 'node:path'

/** Names of files under here hold a digest of what is in them. */
const digestedFolder = '/assets/'

/**
 * Serves the built web app: its files, and its page for every other path that a browser opens.
 * @param connects addresses beside our own that the page may speak to
 */
export function serveWebApp(app: Express, webDir: string, connects: () => readonly string[]): void {
  app.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    helmet.contentSecurityPolicy({
      directives: {
        defaultSrc: ["'self'"],
        // Components set sizes and positions in style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:', ...connects()],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", ...connects()],
        // Served over plain HTTP on the loopback.
        upgradeInsecureRequests: null,
      },
    })(request, response, next)
  })
  app.use(
    express.static(webDir, {
      index: false,
      setHeaders: (response, path) => {
        response.setHeader('Cache-Control', path.replaceAll('\\', '/').includes(digestedFolder) ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    }),
  )
  app.get(/^\/(?!v1\/|assets\/).*/, (request, response, next) => {
    if (request.accepts(['json', 'html']) !== 'html') return next()
    response.set('Cache-Control', 'no-cache').sendFile(join(webDir, 'index.html'))
  })
}
