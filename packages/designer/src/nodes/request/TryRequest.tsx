import { Alert, Button, Group, Loader, Modal, Stack, Text } from '@mantine/core'
import { mappedAnswer, nodeSchemas, requestOf, type DraftNode, type HttpRequestEffect, type Json, type TriedWith, type VariableType } from '@callchart/flow'
import type { TriedRequest, TryRequest as TryRequestBody } from '@callchart/protocol'
import { useMutation } from '@tanstack/react-query'
import { IconDeviceFloppy, IconSend } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultText } from '../../api/fault-text.js'
import { ask } from '../../api/request.js'
import { alone } from '../../inspector/fields/useField.js'
import { editNode } from '../../document/commands/nodes.js'
import { mentionsOf } from '../../document/names.js'
import { isObject } from '../../document/node-fields.js'
import { useEditor, useEditorStore } from '../../editor/EditorContext.js'
import { FixedInput } from '../../inspector/fields/AssignedValueField.js'
import { typeOfVariable } from '../../inspector/fields/VariableField.js'
import classes from './Request.module.css'

export interface TryRequestProps {
  readonly node: DraftNode
  readonly opened: boolean
  readonly onClose: () => void
}

type Values = Readonly<Record<string, string | number | boolean>>

/** Largest example that is kept with the flow. */
const largestExample = 50_000

/** Fields of the node whose texts hold variables. */
const askedFields = ['url', 'headers', 'body'] as const

const variablesAsked = (node: DraftNode): string[] => {
  const asking = { id: node.id, kind: node.kind, name: node.name, ...Object.fromEntries(askedFields.flatMap((field) => (node[field] === undefined ? [] : [[field, node[field]]]))) } as DraftNode
  return [...mentionsOf(asking).variables]
}

const otherwise: Readonly<Record<VariableType, string | number | boolean>> = { string: '', number: 0, boolean: false, date: '', list: '' }

type Prepared = { readonly effect: HttpRequestEffect } | { readonly fault: string }

function prepared(node: DraftNode, tried: TriedWith): Prepared {
  const { example: _example, filler: _filler, ...sent } = node
  const read = nodeSchemas.request.safeParse(sent)
  if (!read.success) return { fault: read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') }
  try {
    return { effect: requestOf(read.data, tried) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

/** Sends the request once, for real, and shows what comes back and what each mapping makes of it. */
export function TryRequest({ node, opened, onClose }: TryRequestProps) {
  const { t } = useTranslation('inspector')
  return (
    <Modal opened={opened} onClose={onClose} title={t('try.title', { name: node.name })} size="lg">
      {opened && <Trial node={node} onKept={onClose} />}
    </Modal>
  )
}

function Trial({ node, onKept }: { readonly node: DraftNode; readonly onKept: () => void }) {
  const { t } = useTranslation('inspector')
  const variables = useEditor(({ document }) => document.variables)
  const language = useEditor(({ document }) => document.languages[0] ?? 'en-US')
  const asked = useMemo(() => variablesAsked(node), [node])
  const [values, setValues] = useState<Values>({})
  const valueOf = (name: string): string | number | boolean => {
    const initial = isObject(variables) && isObject(variables[name]) ? variables[name].initial : undefined
    const known = values[name] ?? initial
    return typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean' ? known : otherwise[typeOfVariable(variables, name) ?? 'string']
  }
  const all = Object.fromEntries((isObject(variables) ? Object.keys(variables) : []).map((name) => [name, valueOf(name)]))
  const tried: TriedWith = { variables: all, language }
  const request = prepared(node, tried)
  const sending = useMutation({ mutationFn: (effect: HttpRequestEffect) => ask<TriedRequest>('/v1/requests/try', { method: 'POST', body: bodyOf(effect) }) })
  const isRead = node.method === undefined || node.method === 'GET'
  return (
    <Stack gap="sm">
      {asked.length > 0 && (
        <Stack gap={6}>
          <Text size="sm" fw={600}>
            {t('try.values')}
          </Text>
          {asked.map((name) => (
            <Group key={name} gap="sm" wrap="nowrap">
              <Text size="sm" w={160} id={`try-${name}`} truncate title={name}>
                <code>{name}</code>
              </Text>
              <div style={{ flex: 1 }}>
                <FixedInput id={`try-value-${name}`} label={`try-${name}`} type={typeOfVariable(variables, name)} value={valueOf(name)} onChange={(next) => setValues({ ...values, [name]: next })} />
              </div>
            </Group>
          ))}
        </Stack>
      )}
      {'fault' in request ? (
        <Alert color="red" title={t('try.notReady')}>
          {request.fault}
        </Alert>
      ) : (
        <>
          <pre className={classes.answer}>{`${request.effect.method} ${request.effect.url}${request.effect.body === undefined || request.effect.method === 'GET' ? '' : `\n\n${JSON.stringify(request.effect.body, null, 2)}`}`}</pre>
          {!isRead && (
            <Text size="sm" c="dimmed">
              {t('try.changes')}
            </Text>
          )}
          <Button leftSection={<IconSend size={16} aria-hidden />} loading={sending.isPending} onClick={() => sending.mutate(request.effect)} style={{ alignSelf: 'flex-start' }}>
            {t('try.send')}
          </Button>
        </>
      )}
      <div aria-live="polite">
        {sending.isPending && <Loader size="sm" />}
        {sending.error !== null && (
          <Alert color="red" title={t('try.failed')}>
            {faultText(sending.error)}
          </Alert>
        )}
        {sending.data !== undefined && <Answer node={node} answer={sending.data} tried={tried} onKept={onKept} />}
      </div>
    </Stack>
  )
}

const bodyOf = ({ method, url, headers, body, auth, timeoutMs }: HttpRequestEffect): TryRequestBody => ({
  method,
  url,
  headers: { ...headers },
  ...(body !== undefined && { body: body as NonNullable<TryRequestBody['body']> }),
  auth,
  timeoutMs,
})

interface AnswerProps {
  readonly node: DraftNode
  readonly answer: TriedRequest
  readonly tried: TriedWith
  readonly onKept: () => void
}

function Answer({ node, answer, tried, onKept }: AnswerProps) {
  const { t } = useTranslation('inspector')
  const store = useEditorStore()
  const variables = useEditor(({ document }) => document.variables)
  const seconds = (answer.tookMs / 1_000).toFixed(2)
  if (answer.type !== 'succeeded')
    return (
      <Alert color={answer.type === 'failed' ? 'red' : 'yellow'} title={answer.type === 'failed' ? t('try.refused', { status: answer.status ?? '–', seconds }) : t('try.unknown', { seconds })}>
        {answer.detail}
      </Alert>
    )
  const body = answer.body as Json
  const save = isObject(node.save) ? Object.fromEntries(Object.entries(node.save).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {}
  const kinds = Object.fromEntries(
    Object.keys(save).flatMap((name) => {
      const type = typeOfVariable(variables, name)
      return type === undefined ? [] : [[name, type] as const]
    }),
  )
  const mapped = mappedAnswer(save, { status: answer.status, body: answer.body }, kinds, tried)
  const isLarge = JSON.stringify(body).length > largestExample
  return (
    <Stack gap="xs">
      <Alert color="teal" title={t('try.answered', { status: answer.status, seconds })} />
      <pre className={classes.answer}>{JSON.stringify(body, null, 2)}</pre>
      {mapped.length > 0 && (
        <div className={classes.mapped}>
          {mapped.map((each) => (
            <MappedLine key={each.variable} {...each} />
          ))}
        </div>
      )}
      <Button
        variant="light"
        leftSection={<IconDeviceFloppy size={16} aria-hidden />}
        disabled={isLarge}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => {
          store.getState().run(alone(editNode(node.id, ['example'], { status: answer.status, body })))
          onKept()
        }}
      >
        {isLarge ? t('try.tooLarge') : t('try.keep')}
      </Button>
    </Stack>
  )
}

function MappedLine(mapped: { readonly variable: string; readonly value?: unknown; readonly fault?: string }) {
  const { t } = useTranslation('inspector')
  return (
    <>
      <code>{mapped.variable}</code>
      {mapped.fault === undefined ? <code>{JSON.stringify(mapped.value)}</code> : <Text size="sm" c="red">{t('try.noValue', { reason: mapped.fault })}</Text>}
    </>
  )
}
