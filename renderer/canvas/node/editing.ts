import { create } from 'zustand'

interface Editing {
  /** The node whose title is being written. */
  readonly titleOf: string | undefined
  /** The node whose main field should take the keyboard once it is on screen. */
  readonly fieldOf: string | undefined
}

export const useEditing = create<Editing>(() => ({ titleOf: undefined, fieldOf: undefined }))
