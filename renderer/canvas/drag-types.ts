/** What panels put on the clipboard of a drag: a node type, and the id of a file in the library. */
export const NODE_DRAG_TYPE = 'application/x-sceneloom-node'
export const MEDIA_DRAG_TYPE = 'application/x-sceneloom-media'
