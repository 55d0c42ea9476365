import type { ApiRequest } from '../net/api.ts'
import type { UploadPicture } from './remote.ts'

/** A form with its fields in their order and the picture behind them, as storage services want it. */
export async function formBody(
  fields: Readonly<Record<string, string>>,
  fileField: string,
  { bytes, mime, name }: UploadPicture,
): Promise<NonNullable<ApiRequest['body']>> {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append(fileField, new Blob([new Uint8Array(bytes)], { type: mime }), name)
  const encoded = new Response(form)
  return {
    type: encoded.headers.get('content-type')!,
    bytes: Buffer.from(await encoded.arrayBuffer()),
  }
}
