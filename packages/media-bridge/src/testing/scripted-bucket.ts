import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RecordingStorage } from '@callchart/protocol'

interface Upload {
  readonly name: string
  readonly parts: Map<number, Buffer>
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

/** A bucket that speaks as much of S3 as recordings need: whole objects, uploads by parts, ranges, removal. It takes signed requests only. */
export class ScriptedBucket {
  readonly objects = new Map<string, Buffer>()
  /** Method and object of each request, in order. */
  readonly asked: string[] = []
  /** So many requests to come are answered with 503. */
  unavailableCount = 0
  private readonly uploads = new Map<string, Upload>()
  private readonly server = createServer((request, response) => void this.take(request, response))

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
  }

  stop(): void {
    this.server.close()
    this.server.closeAllConnections()
  }

  get storage(): RecordingStorage {
    const { port } = this.server.address() as AddressInfo
    return { type: 's3', endpoint: `http://127.0.0.1:${port}/calls/bot`, region: 'auto', accessKeyId: 'id', secretAccessKey: 'secret' }
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://bucket')
    const name = decodeURIComponent(url.pathname).replace(/^\/calls\/bot\//, '')
    const body = await bodyOf(request)
    this.asked.push(`${request.method} ${name}`)
    if (!/^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/auto\/s3\/aws4_request/.test(request.headers.authorization ?? '')) return void response.writeHead(403).end()
    if (this.unavailableCount > 0) {
      this.unavailableCount -= 1
      return void response.writeHead(503).end()
    }
    if (url.searchParams.has('uploads') || url.searchParams.has('uploadId')) return this.takeUpload(request, response, name, url, body)
    switch (request.method) {
      case 'PUT':
        this.objects.set(name, body)
        return void response.writeHead(200, { etag: '"1"' }).end()
      case 'DELETE':
        this.objects.delete(name)
        return void response.writeHead(204).end()
      default:
        return this.give(request, response, this.objects.get(name))
    }
  }

  private give(request: IncomingMessage, response: ServerResponse, object: Buffer | undefined): void {
    if (object === undefined) return void response.writeHead(404).end()
    const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    const part = from === '' ? object : object.subarray(Number(from), Number(to) + 1)
    response.writeHead(from === '' ? 200 : 206, { 'content-length': part.length, etag: '"1"' }).end(request.method === 'HEAD' ? undefined : part)
  }

  private takeUpload(request: IncomingMessage, response: ServerResponse, name: string, url: URL, body: Buffer): void {
    const id = url.searchParams.get('uploadId') ?? `u${this.uploads.size + 1}`
    const upload = this.uploads.get(id) ?? { name, parts: new Map<number, Buffer>() }
    this.uploads.set(id, upload)
    if (request.method === 'PUT') {
      upload.parts.set(Number(url.searchParams.get('partNumber')), body)
      return void response.writeHead(200, { etag: `"${url.searchParams.get('partNumber')}"` }).end()
    }
    const told = url.searchParams.has('uploads') ? `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>` : this.complete(upload)
    response.writeHead(200, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${told}`)
  }

  private complete({ name, parts }: Upload): string {
    this.objects.set(name, Buffer.concat([...parts].sort(([one], [other]) => one - other).map(([, part]) => part)))
    return '<CompleteMultipartUploadResult><ETag>"1"</ETag></CompleteMultipartUploadResult>'
  }
}
