import { MantineProvider, mergeThemeOverrides } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { RouterProvider } from 'react-router'
import { ApiError } from '../api/request.js'
import { router } from './routes.js'
import { theme } from './theme.js'

const queries = new QueryClient({
  defaultOptions: { queries: { retry: (count, error) => count < 3 && !(error instanceof ApiError && error.status < 500), staleTime: 5_000 } },
})

export function App() {
  const { t } = useTranslation('app')
  // Whatever opens can be closed, and says so to who cannot see the cross.
  const named = useMemo(() => mergeThemeOverrides(theme, { components: { CloseButton: { defaultProps: { 'aria-label': t('status.close') } } } }), [t])
  return (
    <MantineProvider theme={named} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <ModalsProvider>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
