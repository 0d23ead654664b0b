import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import './app/app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.js'
import { chosenLanguage } from './app/preferences.js'
import { startLocale } from './locale/locale.js'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element "root".')

await startLocale(chosenLanguage())
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
