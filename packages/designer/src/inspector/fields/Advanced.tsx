import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import classes from './Fields.module.css'

interface OpenParts {
  readonly isOpen: boolean
  readonly open: (isOpen: boolean) => void
  /** Parts of forms that somebody opened or closed, by name. */
  readonly parts: Readonly<Record<string, boolean>>
  readonly openPart: (name: string, isOpen: boolean) => void
}

/** Whether a person wants to see everything, in this browser. */
export const useAdvanced = create<OpenParts>()(
  persist(
    (set) => ({ isOpen: false, open: (isOpen) => set({ isOpen }), parts: {}, openPart: (name, isOpen) => set(({ parts }) => ({ parts: { ...parts, [name]: isOpen } })) }),
    { name: 'callchart.inspector', partialize: ({ isOpen, parts }) => ({ isOpen, parts }) },
  ),
)

/** What few people need, folded away. */
export function Advanced({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('inspector')
  const isOpen = useAdvanced((state) => state.isOpen)
  const open = useAdvanced((state) => state.open)
  return (
    <details className={classes.advanced} open={isOpen} onToggle={(event) => event.currentTarget.open !== isOpen && open(event.currentTarget.open)}>
      <summary>
        <IconChevronRight size={16} aria-hidden />
        {t('advanced')}
      </summary>
      {isOpen && <div className={classes.advancedBody}>{children}</div>}
    </details>
  )
}
