import { inspectFlow, inspectZip } from './inspect-flow.js'

self.onmessage = ({ data }: MessageEvent<string | Uint8Array>) => self.postMessage(typeof data === 'string' ? inspectFlow(data) : inspectZip(data))
