import { rollBackRequestSchema, versionDocumentSchema, versionListSchema, versionViewSchema } from '@callchart/protocol'
import { z } from 'zod'
import { RuntimeError } from '../../errors.js'
import type { Publisher } from '../../flows/publish.js'
import type { VersionList } from '../../flows/version-list.js'
import type { AnswersOf, Route } from '../route.js'
import { flowPathSchema } from './paths.js'

const versionPathSchema = z.strictObject({ version: z.string().min(1).max(100) })

export const versionRoutes = {
  listVersions: {
    method: 'get',
    path: '/v1/flows/:flow/versions',
    summary: 'Versions of a flow that were live once, the latest first',
    params: flowPathSchema,
    status: 200,
    answer: versionListSchema,
    problems: [503],
  },
  getVersion: {
    method: 'get',
    path: '/v1/versions/:version',
    summary: 'A version with its document, as it stands in a file',
    params: versionPathSchema,
    status: 200,
    answer: versionDocumentSchema,
    problems: [404, 503],
  },
  rollBack: {
    method: 'post',
    path: '/v1/flows/:flow/rollback',
    summary: 'Makes an earlier version live again, at once and as it was; running calls keep theirs',
    params: flowPathSchema,
    body: rollBackRequestSchema,
    status: 200,
    answer: versionViewSchema,
    problems: [400, 404, 409, 413, 415, 503],
  },
  exportFlow: {
    method: 'get',
    path: '/v1/flows/:flow/export',
    summary: 'The live version as the text of a flow file',
    params: flowPathSchema,
    status: 200,
    answerType: 'application/json',
    problems: [404, 503],
  },
} as const satisfies Record<string, Route>

export interface VersionAnswerParts {
  readonly versions: VersionList
  readonly publisher: Pick<Publisher, 'rollBack'>
}

export const answerVersions = ({ versions, publisher }: VersionAnswerParts): AnswersOf<typeof versionRoutes> => ({
  listVersions: async ({ params }) => ({ versions: await versions.of(params.flow) }),
  getVersion: ({ params }) => versions.document(params.version),
  async rollBack({ params, body }) {
    const { flow } = params
    const known = (await versions.of(flow)).some(({ version }) => version === body.version)
    if (!known) throw new RuntimeError('RUNTIME_VERSION_UNKNOWN', `Flow "${flow}" never had the version ${body.version}: see GET /v1/flows/${flow}/versions.`)
    await publisher.rollBack({ flow, ...body })
    const { document: _document, ...view } = await versions.document(body.version)
    return view
  },
  async exportFlow({ params }, response) {
    const text = await versions.fileText(params.flow)
    response.type('application/json').set('Content-Disposition', `attachment; filename="${encodeURIComponent(params.flow)}.flow.json"`).send(text)
    return undefined
  },
})
