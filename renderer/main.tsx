import './csp.ts'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/noto-sans-sc/wght.css'
import './theme.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { desktop } from './api.ts'
import { App } from './App.tsx'
import { connectNativeMenu } from './native-menu.ts'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

if (desktop) connectNativeMenu(desktop)
