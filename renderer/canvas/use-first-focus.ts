import { useEffect } from 'react'
import { focusCanvas } from './focus.ts'

/** A workflow that opens takes the keyboard, unless somebody has it elsewhere; a dialog that closes lets go of it late. */
export function useFirstFocus(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      if (document.activeElement === null || document.activeElement === document.body) focusCanvas()
    }, AFTER_DIALOG_MS)
    return () => clearTimeout(timer)
  }, [])
}

const AFTER_DIALOG_MS = 50
