import { Badge, Menu, ActionIcon, Text, TextInput, ThemeIcon, Tooltip } from '@mantine/core'
import { IconCopy, IconDots, IconEye, IconEyeOff, IconTrash } from '@tabler/icons-react'
import type { DraftNode } from '@callchart/flow'
import { memo, useMemo, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { focusNode } from '../canvas/view.js'
import { disableNodes, renameNode } from '../document/commands/nodes.js'
import { duplicateNodes } from '../document/commands/pasting.js'
import { removeNodes } from '../document/commands/removing.js'
import { useEditor, useEditorStore, useNode } from '../editor/EditorContext.js'
import { nodeForms } from '../nodes/forms.js'
import { kindLooks } from '../nodes/kinds.js'
import { FieldScopeProvider } from './fields/FieldScope.js'
import fields from './fields/Fields.module.css'
import classes from './Inspector.module.css'
import { NodeProblems } from './NodeProblems.js'
import { useRevealedField } from './reveal.js'

/** Escape leads from the form back to the chart, unless it first closes a list or a dialog over the form. */
function isLeaving({ key, target, currentTarget, nativeEvent, defaultPrevented }: KeyboardEvent<HTMLElement>): boolean {
  if (key !== 'Escape' || defaultPrevented || nativeEvent.isComposing || !(target instanceof HTMLElement)) return false
  return currentTarget.contains(target) && target.getAttribute('aria-expanded') !== 'true'
}

/** One node: what it is called, what is wrong with it, and its form. */
export const NodeInspector = memo(function NodeInspector({ id }: { readonly id: string }) {
  const node = useNode(id)
  const editor = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  const kind = node?.kind
  const scope = useMemo(() => (kind === undefined ? undefined : { root: kind, node: id }), [kind, id])
  const form = useRevealedField(id)
  if (node === undefined || scope === undefined) return null
  const Form = nodeForms[node.kind]
  return (
    <FieldScopeProvider scope={scope}>
      <div className={classes.inspector} ref={form} onKeyDown={(event) => isLeaving(event) && focusNode(editor, id)}>
        <NodeHead node={node} readOnly={readOnly} />
        <NodeProblems id={id} />
        <fieldset disabled={readOnly} className={fields.form}>
          <Form node={node} />
        </fieldset>
      </div>
    </FieldScopeProvider>
  )
})

function NodeHead({ node, readOnly }: { readonly node: DraftNode; readonly readOnly: boolean }) {
  const { t } = useTranslation(['inspector', 'kinds', 'fields'])
  const store = useEditorStore()
  const { Icon, color } = kindLooks[node.kind]
  const isDisabled = node.disabled === true
  return (
    <>
      <div className={classes.head}>
        <ThemeIcon size={36} variant="light" color={color} className={classes.icon ?? ''}>
          <Icon size={20} aria-hidden />
        </ThemeIcon>
        <div className={classes.title} data-field="name" data-schema={`${node.kind}.name`}>
          <TextInput
            size="sm"
            variant={readOnly ? 'unstyled' : 'default'}
            classNames={{ input: classes.name ?? '' }}
            aria-label={t('fields:any.name.label')}
            readOnly={readOnly}
            maxLength={100}
            value={node.name}
            error={node.name.trim() === '' ? t('fields:missing') : undefined}
            onChange={(event) => store.getState().run(renameNode(node.id, event.currentTarget.value))}
          />
          <div className={classes.kind}>
            <span>{t(`kinds:${node.kind}.name`)}</span>
            <Tooltip label={t('idHelp')}>
              <code tabIndex={0}>{node.id}</code>
            </Tooltip>
            {isDisabled && (
              <Badge size="xs" color="gray" variant="filled">
                {t('disabled')}
              </Badge>
            )}
          </div>
        </div>
        {!readOnly && <NodeMenu node={node} isDisabled={isDisabled} />}
      </div>
      <Text component="p" className={classes.kindHelp ?? ''}>
        {t(`kinds:${node.kind}.help`)}
      </Text>
    </>
  )
}

function NodeMenu({ node, isDisabled }: { readonly node: DraftNode; readonly isDisabled: boolean }) {
  const { t } = useTranslation('inspector')
  const store = useEditorStore()
  const run = store.getState().run
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('more', { name: node.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => run(duplicateNodes([node.id]))} disabled={node.kind === 'start'}>
          {t('duplicate')}
        </Menu.Item>
        <Menu.Item leftSection={isDisabled ? <IconEye size={16} aria-hidden /> : <IconEyeOff size={16} aria-hidden />} onClick={() => run(disableNodes([node.id], !isDisabled))} disabled={node.kind === 'start'}>
          {isDisabled ? t('enable') : t('disable')}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => run(removeNodes([node.id]))} disabled={node.kind === 'start'}>
          {t('delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
