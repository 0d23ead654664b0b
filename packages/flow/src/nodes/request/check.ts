import { field } from '../../check/field-labels.js'
import { allTypes, noParts, promptPart, type NodeParts, type TemplatePart } from '../../check/parts.js'
import { nodeProblem, quoted, quotedZh, warning } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import { said } from '../../contract/said.js'
import type { BodyTemplate, RequestNode } from './schema.js'

const answer = { body: 'any', status: 'number' } as const

const bodyTexts = (body: BodyTemplate | undefined, path: string): TemplatePart[] => {
  if (typeof body === 'string') return [{ path, text: body, sees: {} }]
  if (Array.isArray(body)) return body.flatMap((item, index) => bodyTexts(item, `${path}.${index}`))
  if (body !== null && typeof body === 'object') return Object.entries(body).flatMap(([key, item]) => bodyTexts(item, `${path}.${key}`))
  return []
}

const problems = (node: RequestNode): FlowProblem[] => [
  ...(node.method !== 'GET' && node.retryCount > 0 && !node.idempotent
    ? [
        warning(
          nodeProblem(
            'FLOW_RETRY_UNSAFE',
            node,
            'retryCount',
            said(
              `The request ${quoted(node)} is to be tried again, but is only repeated where the first attempt surely did not arrive.`,
              `接口调用${quotedZh(node)}设置了重试，但只有在首次请求确定没有送达时才会重试。`,
            ),
            said(
              `Switch on ${field('request.idempotent').en} if the other system drops repeats by the Idempotency-Key header, or set ${field('request.retryCount').en} to 0.`,
              `如果对方系统按 Idempotency-Key 请求头去重，请打开${field('request.idempotent').zh}；否则请将${field('request.retryCount').zh}设为 0。`,
            ),
          ),
        ),
      ]
    : []),
]

export const requestParts = (node: RequestNode): NodeParts => ({
  ...noParts,
  waits: node.wait,
  prompts: promptPart('filler', node.filler),
  templates: [
    { path: 'url', text: node.url, sees: {} },
    ...Object.entries(node.headers).map(([name, text]) => ({ path: `headers.${name}`, text, sees: {} })),
    ...bodyTexts(node.body, 'body'),
  ],
  expressions: Object.entries(node.save).map(([variable, source]) => ({ path: `save.${variable}`, source, yields: 'any', sees: answer })),
  assigned: [
    ...Object.keys(node.save).map((variable) => ({ path: `save.${variable}`, variable, types: allTypes })),
    ...Object.keys(node.defaults).map((variable) => ({ path: `defaults.${variable}`, variable, types: allTypes })),
    ...(node.saveStatus === undefined ? [] : [{ path: 'saveStatus', variable: node.saveStatus, types: ['number' as const] }]),
  ],
  problems: problems(node),
})
