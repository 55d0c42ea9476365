import { defineCommands } from './command.ts'

export const helpCommands = defineCommands([
  {
    id: 'shortcuts',
    group: 'help',
    scope: 'all',
    keys: ['Shift+Slash', 'Mod+Slash', 'Mod+Shift+Slash'],
    perform: ({ openDialog }) => openDialog('shortcuts'),
  },
  { id: 'open-sample', group: 'help', scope: 'all', perform: ({ openSample }) => void openSample() },
  {
    id: 'show-tips',
    group: 'help',
    scope: 'all',
    perform: ({ changeSettings }) => void changeSettings({ tipsSeen: 0 }),
  },
  { id: 'about', group: 'help', scope: 'all', perform: ({ openDialog }) => openDialog('about') },
])
