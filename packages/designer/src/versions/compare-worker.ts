import { compareDocuments, type Comparing } from './compare-documents.js'

self.onmessage = ({ data }: MessageEvent<Comparing>) => self.postMessage(compareDocuments(data))
