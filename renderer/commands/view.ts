import { focusNextRegion } from '../panels/regions.ts'
import { focusStrip } from '../stitch/focus-strip.ts'
import { defineCommands, needsSelection } from './command.ts'

const ZOOM_STEP = 1.25

export const viewCommands = defineCommands([
  {
    id: 'command-palette',
    group: 'view',
    scope: 'all',
    keys: ['Mod+KeyK', 'Mod+Shift+KeyP'],
    whileTyping: true,
    perform: ({ openDialog }) => openDialog('palette'),
  },
  {
    id: 'show-nodes',
    group: 'view',
    scope: 'all',
    keys: ['Mod+Digit1'],
    whileTyping: true,
    perform: ({ toggleLeftPanel }) => toggleLeftPanel('nodes'),
  },
  {
    id: 'show-media',
    group: 'view',
    scope: 'all',
    keys: ['Mod+Digit2'],
    whileTyping: true,
    perform: ({ toggleLeftPanel }) => toggleLeftPanel('media'),
  },
  {
    id: 'show-outline',
    group: 'view',
    scope: 'all',
    keys: ['Mod+Digit3'],
    whileTyping: true,
    perform: ({ toggleLeftPanel }) => toggleLeftPanel('outline'),
  },
  {
    id: 'show-stitch',
    group: 'view',
    scope: 'all',
    perform: ({ openDock }) => {
      openDock('stitch')
      // Its keys are heard only where the keyboard is.
      focusStrip()
    },
  },
  { id: 'show-runs', group: 'view', scope: 'all', perform: ({ openDock }) => openDock('runs') },
  { id: 'show-problems', group: 'view', scope: 'all', perform: ({ openDock }) => openDock('problems') },
  { id: 'show-inbox', group: 'view', scope: 'all', perform: ({ openDock }) => openDock('inbox') },
  {
    id: 'hide-panels',
    group: 'view',
    scope: 'all',
    keys: ['F8'],
    whileTyping: true,
    perform: ({ togglePanels }) => togglePanels(),
  },
  {
    id: 'zoom-in',
    group: 'view',
    scope: 'all',
    keys: ['Mod+Equal', 'Mod+Shift+Equal'],
    repeats: true,
    perform: ({ canvas }) => canvas?.zoomBy(ZOOM_STEP),
  },
  {
    id: 'zoom-out',
    group: 'view',
    scope: 'all',
    keys: ['Mod+Minus'],
    repeats: true,
    perform: ({ canvas }) => canvas?.zoomBy(1 / ZOOM_STEP),
  },
  {
    id: 'zoom-100',
    group: 'view',
    scope: 'all',
    keys: ['Mod+Digit0'],
    perform: ({ canvas }) => canvas?.zoomTo(1),
  },
  {
    id: 'fit-all',
    group: 'view',
    scope: 'canvas',
    keys: ['Shift+Digit1'],
    perform: ({ canvas }) => canvas?.fit(),
  },
  {
    id: 'fit-selection',
    group: 'view',
    scope: 'canvas',
    keys: ['Shift+Digit2'],
    unavailable: needsSelection,
    perform: ({ canvas, selection }) => canvas?.fit(selection),
  },
  {
    id: 'toggle-grid',
    group: 'view',
    scope: 'all',
    keys: ['Mod+Quote'],
    perform: ({ toggle }) => toggle('grid'),
  },
  {
    id: 'toggle-snapping',
    group: 'view',
    scope: 'canvas',
    keys: ['Alt+KeyS'],
    perform: ({ toggle }) => toggle('snapping'),
  },
  { id: 'toggle-minimap', group: 'view', scope: 'all', perform: ({ toggle }) => toggle('minimap') },
  {
    id: 'next-region',
    group: 'view',
    scope: 'all',
    keys: ['F6'],
    whileTyping: true,
    keyboardOnly: true,
    perform: () => focusNextRegion(1),
  },
  {
    id: 'previous-region',
    group: 'view',
    scope: 'all',
    keys: ['Shift+F6'],
    whileTyping: true,
    keyboardOnly: true,
    perform: () => focusNextRegion(-1),
  },
])
