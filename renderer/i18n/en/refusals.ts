/** Why two ports cannot be joined, by the code of nodes/graph/connect.ts. */
export const refusals = {
  unknown_port: 'This port is not there any more.',
  same_node: 'A node cannot feed itself.',
  already_connected: 'These two are connected already.',
  different_type: 'A {from} cannot go into a {to} input.',
  different_type_bridge: 'A {from} cannot go into a {to} input. Drop here to insert {node}.',
  loop: 'This would make a loop: {to} already feeds {from}.',
  direction: 'Connect an output on the right of a node to an input on the left of another.',
  type: { text: 'prompt', image: 'picture', video: 'video', audio: 'sound' },
} as const
