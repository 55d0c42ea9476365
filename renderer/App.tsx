import { LucideProvider } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { changeLanguage } from './i18n/index.ts'
import { Announcer } from './panels/Announcer.tsx'
import { Dialogs } from './panels/Dialogs.tsx'
import { DropOverlay } from './panels/DropOverlay.tsx'
import { useExportNews } from './panels/export/use-export-news.ts'
import { useTransferNews } from './panels/package/use-transfer-news.ts'
import { Layout } from './panels/Layout.tsx'
import { StartScreen } from './panels/StartScreen.tsx'
import { Toasts } from './panels/Toasts.tsx'
import { useRunEnd } from './panels/run-end.ts'
import { useAppManners } from './panels/use-app-manners.ts'
import { useHealthNews } from './settings/health/use-health-news.ts'
import { useStore } from './store/index.ts'
import { applyTheme } from './theme.ts'
import { TooltipProvider } from './ui/Tooltip.tsx'

export function App() {
  // Nothing keeps the words of the language before: all of the window is drawn again.
  const { i18n } = useTranslation()
  const opened = useStore((state) => state.workflow !== undefined)
  useStart()
  useLook()
  useWindowTitle()
  useRunEnd()
  useExportNews()
  useTransferNews()
  useHealthNews()
  useAppManners()
  return (
    <LucideProvider size={16} strokeWidth={1.5} nonScalingStroke>
      <TooltipProvider delay={500}>
        <div key={i18n.language} className="h-full">
          {opened ? <Layout /> : <StartScreen />}
          <Dialogs />
          <DropOverlay />
          <Toasts />
          <Announcer />
        </div>
      </TooltipProvider>
    </LucideProvider>
  )
}

function useStart(): void {
  const start = useStore((state) => state.start)
  useEffect(() => void start(), [start])
}

function useLook(): void {
  const theme = useStore((state) => state.settings.theme)
  const language = useStore((state) => state.settings.language)
  const loaded = useStore((state) => state.phase !== 'starting')
  useEffect(() => {
    if (loaded) applyTheme(theme)
  }, [theme, loaded])
  useEffect(() => changeLanguage(language), [language])
}

function useWindowTitle(): void {
  const name = useStore((state) => state.workflow?.name)
  useEffect(() => {
    document.title = name ? `${name} - Sceneloom` : 'Sceneloom'
  }, [name])
}
