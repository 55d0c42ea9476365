/** The two halves of a `data:` URI, for providers that want the type of a picture beside its bytes. */
export function splitDataUri(uri: string): { readonly mime: string; readonly base64: string } {
  const [, mime, base64] = /^data:([^;,]+);base64,(.*)$/s.exec(uri) ?? []
  if (!mime || base64 === undefined) throw new TypeError('A picture must come as a data: URI')
  return { mime, base64 }
}
