import { useCurrentPlayer } from '../viewer/current-player.ts'
import type { Player } from '../viewer/player.ts'
import { defineCommands } from './command.ts'

const withPlayer = (work: (player: Player) => void) => () => {
  const { player } = useCurrentPlayer.getState()
  if (player) work(player)
}
const needsPlayer = () => (useCurrentPlayer.getState().player ? undefined : 'nothing-plays')

/** What works on the viewer while the keyboard is on the canvas; inside the viewer it has more keys of its own. */
export const clipCommands = defineCommands([
  {
    id: 'play-pause',
    group: 'clip',
    scope: 'canvas',
    unavailable: needsPlayer,
    perform: withPlayer((player) => player.toggle()),
  },
  {
    id: 'shuttle-back',
    group: 'clip',
    scope: 'canvas',
    keys: ['KeyJ'],
    unavailable: needsPlayer,
    perform: withPlayer((player) => player.shuttle(-1)),
  },
  {
    id: 'shuttle-stop',
    group: 'clip',
    scope: 'canvas',
    keys: ['KeyK'],
    unavailable: needsPlayer,
    perform: withPlayer((player) => player.stop()),
  },
  {
    id: 'shuttle-forward',
    group: 'clip',
    scope: 'canvas',
    keys: ['KeyL'],
    unavailable: needsPlayer,
    perform: withPlayer((player) => player.shuttle(1)),
  },
])
