import type { FakeReply, FakeVendor } from '../fakes/vendor.ts'

/** The ways in which a secret comes back in another dress. */
export const dresses: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  base64: (secret) => Buffer.from(secret).toString('base64'),
  'base64 for addresses': (secret) => Buffer.from(secret).toString('base64url'),
  'base64 of a header': (secret) => Buffer.from(`Bearer ${secret}`).toString('base64'),
  'base64 of a password': (secret) => Buffer.from(`:${secret}`).toString('base64'),
  percent: (secret) => encodeURIComponent(secret),
  'percent twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'capital hex': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'JSON in JSON': (secret) => JSON.stringify(JSON.stringify(secret)).slice(1, -1),
}

/** The places where an answer has room for it. */
export const places: Readonly<Record<string, (reply: FakeReply, worn: string) => FakeReply>> = {
  sentence: (reply, worn) => withJson(reply, (text) => `${text} (you sent ${worn})`),
  field: (reply, worn) => beside(reply, { received: { authorization: `Bearer ${worn}`, apiKey: worn } }),
  header: (reply, worn) => {
    const clean = worn.replace(/[^ -~]/g, '')
    return { ...reply, headers: { ...reply.headers, 'x-request-id': clean, 'set-cookie': `key=${clean}` } }
  },
  page: (reply, worn) =>
    reply.status < 400
      ? beside(reply, { debug: `<p>${worn}</p>` })
      : page(reply, `<!doctype html><title>Refused</title><p>${worn} is no key of ours</p>`),
  trace: (reply, worn) =>
    reply.status < 400
      ? beside(reply, { trace: [`POST /v1 authorization=${worn}`] })
      : page(reply, `POST /v1\nauthorization: Bearer ${worn}\nx-api-key: ${worn}\n`),
}

/** The same vendor, with a loose tongue. */
export function echoing(vendor: FakeVendor, spoil: (reply: FakeReply) => FakeReply): FakeVendor {
  const spoiled = (error: Omit<FakeReply, 'stage' | 'jobId'>) => {
    const { stage: _, ...rest } = spoil({ stage: 'create', ...error })
    return rest
  }
  return {
    id: vendor.id,
    handle: (request, world) => spoil(vendor.handle(request, world)),
    // Asked for at the moment of the refusal, when the way of the day is known.
    get errors() {
      const entries = Object.entries(vendor.errors).map(([name, error]) => [name, spoiled(error)])
      return Object.fromEntries(entries) as FakeVendor['errors']
    },
  }
}

/** Changes every text with a space in it: those are for people. */
function withJson(reply: FakeReply, change: (text: string) => string): FakeReply {
  return reply.json === undefined ? reply : { ...reply, json: changed(reply.json, change) }
}

function changed(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return value.includes(' ') ? change(value) : value
  if (Array.isArray(value)) return value.map((item) => changed(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, changed(item, change)]))
}

function beside(reply: FakeReply, extra: object): FakeReply {
  const isObject = typeof reply.json === 'object' && reply.json !== null && !Array.isArray(reply.json)
  return isObject ? { ...reply, json: { ...reply.json, ...extra } } : reply
}

function page({ stage, status, jobId }: FakeReply, text: string): FakeReply {
  const headers = { 'content-type': text.startsWith('<') ? 'text/html' : 'text/plain' }
  return { stage, status, headers, body: Buffer.from(text), ...(jobId !== undefined && { jobId }) }
}
