/** Keys as they are printed on the person's keyboard, such as "Ctrl+Enter". */
export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className="tabular shrink-0 font-sans text-11 text-text-3">{keys}</kbd>
}
