import { create } from 'zustand'

/** Whether a timecode is being typed: a click on it starts that, and so does G anywhere in the viewer. */
export const useGoTo = create<{ readonly typing: boolean }>(() => ({ typing: false }))
