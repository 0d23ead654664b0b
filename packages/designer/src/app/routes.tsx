import { createBrowserRouter, Navigate } from 'react-router'
import { NotFound } from './NotFound.js'
import { PageCrash } from './PageCrash.js'
import { Shell } from './Shell.js'

/** A page is loaded when it is first opened: the list of flows does not wait for the editor. */
export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <PageCrash />,
    children: [
      {
        // What fails within a page leaves the way to the others, and a call, standing.
        errorElement: <PageCrash />,
        children: [
          { index: true, element: <Navigate to="/flows" replace /> },
          { path: 'flows', lazy: async () => ({ Component: (await import('../library/LibraryPage.js')).LibraryPage }) },
          { path: 'flows/:flow', lazy: async () => ({ Component: (await import('../editor/EditorPage.js')).EditorPage }) },
          { path: 'flows/:flow/versions', lazy: async () => ({ Component: (await import('../versions/VersionsPage.js')).VersionsPage }) },
          { path: 'flows/:flow/versions/:version', lazy: async () => ({ Component: (await import('../versions/VersionPage.js')).VersionPage }) },
          { path: 'flows/:flow/heat', lazy: async () => ({ Component: (await import('../calls/HeatPage.js')).HeatPage }) },
          { path: 'calendars', lazy: async () => ({ Component: (await import('../calendars/CalendarsPage.js')).CalendarsPage }) },
          { path: 'calendars/:calendar', lazy: async () => ({ Component: (await import('../calendars/CalendarPage.js')).CalendarPage }) },
          { path: 'numbers', lazy: async () => ({ Component: (await import('../numbers/NumbersPage.js')).NumbersPage }) },
          { path: 'calls', lazy: async () => ({ Component: (await import('../calls/CallsPage.js')).CallsPage }) },
          { path: 'calls/:callId', lazy: async () => ({ Component: (await import('../calls/CallPage.js')).CallPage }) },
          { path: 'voicemails', lazy: async () => ({ Component: (await import('../calls/VoicemailsPage.js')).VoicemailsPage }) },
          { path: 'inbox', lazy: async () => ({ Component: (await import('../calls/InboxPage.js')).InboxPage }) },
          { path: 'seat', lazy: async () => ({ Component: (await import('../seat/SeatPage.js')).SeatPage }) },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
])
