import { Button, Loader } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconFlask } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useResources } from '../checking/resources.js'
import { useEditor } from '../editor/EditorContext.js'
import { testsOf } from '../simulator/flow-tests.js'
import { isCurrent, useTests, useTestsStore } from '../simulator/tests-store.js'
import classes from './PublishDialog.module.css'

/** Runs the flow's tests on what would go live. */
export function TestsSection({ onShow }: { readonly onShow: () => void }) {
  const { t } = useTranslation('versions')
  const store = useTestsStore()
  const resources = useResources()
  const document = useEditor((state) => state.document)
  const results = useTests((state) => state.results)
  const work = useTests((state) => state.work)
  const fault = useTests((state) => state.fault)
  const tests = testsOf(document)
  const ran = tests.filter(({ id, test }) => isCurrent(results[id], test, document))
  const failed = ran.filter(({ id }) => results[id]?.result.outcome !== 'passed').length
  useEffect(() => {
    if (resources === undefined) return
    const { know, run } = store.getState()
    know(resources)
    void run(tests.filter(({ id, test }) => !isCurrent(store.getState().results[id], test, document)))
    // On what stands in front when the dialog opens: it does not change behind it.
  }, [store, resources])
  return (
    <section className={classes.section} aria-live="polite">
      <h3 className={classes.heading}>{t('publish.tests.title')}</h3>
      <div className={classes.line}>
        {tests.length === 0 ? (
          <>
            <IconFlask size={18} aria-hidden />
            {t('publish.tests.none')}
          </>
        ) : work !== undefined || (ran.length < tests.length && fault === undefined) ? (
          <>
            <Loader size={16} />
            {t('publish.tests.running')}
          </>
        ) : fault !== undefined ? (
          <>
            <IconAlertTriangle size={18} color="var(--mantine-color-yellow-7)" aria-hidden />
            {t('publish.tests.broken')}
          </>
        ) : failed === 0 ? (
          <>
            <IconCircleCheck size={18} color="var(--mantine-color-green-7)" aria-hidden />
            {t('publish.tests.passed', { count: tests.length })}
          </>
        ) : (
          <>
            <IconAlertTriangle size={18} color="var(--mantine-color-yellow-7)" aria-hidden />
            <span style={{ flex: 1 }}>
              {t('publish.tests.failed', { count: failed, total: tests.length })} {t('publish.tests.failedHelp')}
            </span>
            <Button variant="light" size="compact-xs" onClick={onShow}>
              {t('publish.check.show')}
            </Button>
          </>
        )}
      </div>
    </section>
  )
}
