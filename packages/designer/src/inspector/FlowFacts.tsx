import { Button, Text } from '@mantine/core'
import { IconAdjustments, IconVariable } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { numbersOf } from '../document/numbers.js'
import { useEditor } from '../editor/EditorContext.js'
import classes from './Inspector.module.css'
import { namesIn } from './known-names.js'
import { languageName } from './language-names.js'

/** Nothing is selected: what can be done here, and what the flow is. */
export function FlowFacts() {
  const { t, i18n } = useTranslation('inspector')
  const name = useEditor(({ document }) => document.name)
  const languages = useEditor(({ document }) => document.languages)
  const nodeCount = useEditor(({ document }) => document.nodes.length)
  const variableCount = useEditor(({ document }) => namesIn(document.variables).length)
  const intentCount = useEditor(({ document }) => namesIn(document.intents).length)
  const numbers = numbersOf(useEditor(({ document }) => document))
  const show = useEditor((state) => state.show)
  return (
    <div className={classes.empty}>
      <div>
        <Text fw={600}>{t('nothing.title')}</Text>
        <Text size="sm" c="dimmed">
          {t('nothing.help')}
        </Text>
      </div>
      <ul className={classes.tips}>
        <li>{t('nothing.tipSelect')}</li>
        <li>{t('nothing.tipAdd')}</li>
        <li>{t('nothing.tipFix')}</li>
      </ul>
      <Text fw={600} mt="xs">
        {name}
      </Text>
      <dl className={classes.facts}>
        <dt>{t('facts.languages')}</dt>
        <dd>{languages.map((language) => languageName(language, i18n.language)).join(', ')}</dd>
        <dt>{t('facts.numbers')}</dt>
        <dd>{numbers.length === 0 ? t('facts.noNumbers') : numbers.join(', ')}</dd>
        <dt>{t('facts.nodes')}</dt>
        <dd>{nodeCount}</dd>
        <dt>{t('facts.variables')}</dt>
        <dd>{variableCount}</dd>
        <dt>{t('facts.intents')}</dt>
        <dd>{intentCount}</dd>
      </dl>
      <Button variant="default" leftSection={<IconAdjustments size={16} aria-hidden />} onClick={() => show({ view: 'settings' })}>
        {t('openSettings')}
      </Button>
      <Button variant="default" leftSection={<IconVariable size={16} aria-hidden />} onClick={() => show({ lower: 'variables' })}>
        {t('openVariables')}
      </Button>
    </div>
  )
}
