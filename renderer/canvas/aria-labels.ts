import type { AriaLabelConfig } from '@xyflow/react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** React Flow's own words for assistive technology, in our languages. */
export function useAriaLabels(): Partial<AriaLabelConfig> {
  const { t } = useTranslation('canvas')
  return useMemo(
    () => ({
      'node.a11yDescription.default': t('reader.nodeHelp'),
      'node.a11yDescription.keyboardDisabled': t('reader.nodeHelp'),
      'node.a11yDescription.ariaLiveMessage': () => '',
      'edge.a11yDescription.default': t('reader.wireHelp'),
      'controls.ariaLabel': t('reader.controls'),
      'controls.zoomIn.ariaLabel': t('reader.zoomIn'),
      'controls.zoomOut.ariaLabel': t('reader.zoomOut'),
      'controls.fitView.ariaLabel': t('reader.fit'),
      'controls.interactive.ariaLabel': t('reader.lock'),
      'minimap.ariaLabel': t('reader.minimap'),
      'handle.ariaLabel': t('reader.port'),
    }),
    [t],
  )
}
