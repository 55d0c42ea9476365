import type { MediaGrouping } from '../../nodes/contract/library.ts'

/** What the rows of `media_index` are put together by, as one value of each. */
export const groupKeys: Readonly<Record<MediaGrouping, string>> = {
  day: "date(media_index.created_at / 1000, 'unixepoch', 'localtime')",
  node: `coalesce((SELECT workflow_id || char(10) || node_id FROM workflow_media AS made
    WHERE made.media_id = media_index.media_id AND made.role = 'output' ORDER BY made.created_at LIMIT 1), '')`,
}

/** Groups in their order; what no node made comes last, whichever way round the others go. */
export function inGroups(by: MediaGrouping, descending: boolean): string {
  const direction = descending ? 'DESC' : 'ASC'
  const key = groupKeys[by]
  return by === 'day' ? `${key} ${direction}` : `${key} = '', ${key} ${direction}`
}
