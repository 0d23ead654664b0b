import { inspectFlow } from './inspect-flow.js'

self.onmessage = ({ data }: MessageEvent<string>) => self.postMessage(inspectFlow(data))
