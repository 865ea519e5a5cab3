/** The headers that a POST to a subscriber carries beside its signatures (contract §8, standardwebhooks.com). */

/** The text that Standard Webhooks signs: id, time in whole seconds, and the body, joined by dots. */
export function signedText(id: string, seconds: number, body: string): string {
  return `${id}.${seconds}.${body}`
}

/** The bytes of a secret that Standard Webhooks keys its signature with: base64 after `whsec_`. */
export function secretBytes(secret: string): string {
  return secret.replace(/^whsec_/, '')
}

/** Header names that a subscriber may not set: they are the server's, or the connection's. */
const RESERVED = new Set([
  'host',
  'content-length',
  'content-type',
  'transfer-encoding',
  'connection',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'keep-alive',
  'user-agent',
  'cookie',
])

/** What is wrong with a header a subscriber wants on each POST; null when nothing is. */
export function whyNotHeader(name: string, value: string): string | null {
  const lower = name.toLowerCase()
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/.test(name)) return 'is not a header name'
  if (RESERVED.has(lower) || lower.startsWith('x-multimail-') || lower.startsWith('webhook-'))
    return 'is set by the server'
  if (lower.startsWith('proxy-')) return 'is not for subscribers'
  if (!/^[\x20-\x7e\t]{0,1000}$/.test(value)) return 'has a value that is not printable ASCII'
  return null
}
