import { exportText, type ExportQuestion } from './export-text.js'

self.onmessage = ({ data }: MessageEvent<ExportQuestion>) => self.postMessage(exportText(data))
