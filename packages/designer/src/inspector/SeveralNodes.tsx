import { Button, Group, Stack, TagsInput, Text } from '@mantine/core'
import type { DraftDocument, DraftNode } from '@callchart/flow'
import { IconEye, IconEyeOff, IconTrash } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command } from '../document/command.js'
import { disableNodes } from '../document/commands/nodes.js'
import { removeNodes } from '../document/commands/removing.js'
import { withNodeField } from '../document/node-fields.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import { kindLooks } from '../nodes/kinds.js'
import classes from './Inspector.module.css'

const marksOf = (node: DraftNode): readonly string[] => (Array.isArray(node.marks) ? node.marks.filter((mark) => typeof mark === 'string') : [])

/** Marks that all of them have. */
const shared = (nodes: readonly DraftNode[]): string[] => {
  const [first, ...rest] = nodes
  return first === undefined ? [] : marksOf(first).filter((mark) => rest.every((node) => marksOf(node).includes(mark)))
}

/** Adds and takes away the same marks from each of several nodes; what only some have stays with them. */
export function markNodes(ids: ReadonlySet<string>, before: readonly string[], after: readonly string[]): Command {
  const gone = before.filter((mark) => !after.includes(mark))
  const marked = (node: DraftNode): DraftNode => {
    const marks = [...new Set([...marksOf(node).filter((mark) => !gone.includes(mark)), ...after])]
    return withNodeField(node, ['marks'], marks.length === 0 ? undefined : marks)
  }
  return {
    kind: 'editNode',
    apply: (document: DraftDocument) => {
      const nodes = document.nodes.map((node) => (ids.has(node.id) ? marked(node) : node))
      return nodes.every((node, index) => node === document.nodes[index]) ? document : { ...document, nodes }
    },
  }
}

/** What several nodes share, and what can be done with all of them. */
export function SeveralNodes({ ids }: { readonly ids: ReadonlySet<string> }) {
  const { t } = useTranslation(['inspector', 'kinds', 'fields'])
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const all = useEditor(({ document }) => document.nodes)
  const nodes = useMemo(() => all.filter(({ id }) => ids.has(id)), [all, ids])
  const marks = shared(nodes)
  const run = store.getState().run
  const areDisabled = nodes.every(({ disabled, kind }) => disabled === true || kind === 'start')
  return (
    <div className={classes.empty}>
      <Text fw={600}>{t('several', { count: nodes.length })}</Text>
      <Stack gap={2}>
        {nodes.slice(0, 12).map(({ id, kind, name }) => {
          const { Icon, color } = kindLooks[kind]
          return (
            <Button key={id} variant="subtle" color="gray" size="compact-sm" mih={26} justify="flex-start" leftSection={<Icon size={15} aria-hidden color={`var(--mantine-color-${color}-6)`} />} onClick={() => store.getState().select([id])}>
              {name}
            </Button>
          )
        })}
        {nodes.length > 12 && (
          <Text size="sm" c="dimmed">
            {t('andMore', { count: nodes.length - 12 })}
          </Text>
        )}
      </Stack>
      {!readOnly && (
        <>
          <TagsInput label={t('fields:any.marks.label')} description={t('sharedMarks')} value={marks} onChange={(next) => run(markNodes(ids, marks, next))} />
          <Group gap="xs">
            <Button variant="default" leftSection={areDisabled ? <IconEye size={16} aria-hidden /> : <IconEyeOff size={16} aria-hidden />} onClick={() => run(disableNodes(ids, !areDisabled))}>
              {areDisabled ? t('enable') : t('disable')}
            </Button>
            <Button variant="light" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => run(removeNodes(ids))}>
              {t('delete')}
            </Button>
          </Group>
        </>
      )}
    </div>
  )
}
