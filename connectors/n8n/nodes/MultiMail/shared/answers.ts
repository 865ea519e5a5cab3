/** What becomes of an answer of the server: errors in its own words, files as binary data. */

import {
  type IDataObject,
  type IExecuteSingleFunctions,
  type IN8nHttpFullResponse,
  type INodeExecutionData,
  type JsonObject,
  NodeApiError,
} from 'n8n-workflow'

/** Bytes of a body, whichever way n8n hands them over. */
function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body
  if (body instanceof ArrayBuffer) return Buffer.from(new Uint8Array(body))
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? {}))
}

/** A body as an object; a server in front of MultiMail may have answered something that is none. */
export function objectOf(body: unknown): IDataObject {
  const isParsed = typeof body === 'object' && body !== null && !Buffer.isBuffer(body)
  if (isParsed && !(body instanceof ArrayBuffer)) return body as IDataObject
  try {
    const parsed: unknown = JSON.parse(bytesOf(body).toString())
    return typeof parsed === 'object' && parsed !== null ? (parsed as IDataObject) : {}
  } catch {
    return {}
  }
}

/** The sentence, the way out and the time to wait, as n8n shows an error: `message` above, `description` below. */
export function wordsOf(statusCode: number, body: IDataObject): { message: string; description: string } {
  const details = Array.isArray(body.details) ? (body.details as IDataObject[]) : []
  const wait =
    typeof body.retry_after === 'number'
      ? `Try again after ${body.retry_after} seconds: Add Option, Batching makes this node go slowly; Retry On Fail is in its settings.`
      : ''
  return {
    message: `[${statusCode}] ${body.error ?? 'The server answered without saying what is wrong.'}`,
    description: [...details.map(({ path, message }) => `${path}: ${message}.`), body.fix ?? '', wait]
      .filter((sentence) => sentence !== '')
      .join(' '),
  }
}

/** After every request: an answer of 400 and above is an error. Throws a NodeApiError. */
export async function sayWhatWentWrong(
  this: IExecuteSingleFunctions,
  items: INodeExecutionData[],
  response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
  const { statusCode } = response
  if (statusCode < 400) return items
  const body = objectOf(response.body)
  throw new NodeApiError(this.getNode(), body as JsonObject, {
    ...wordsOf(statusCode, body),
    httpCode: String(statusCode),
  })
}

/** The name in a Content-Disposition, or null. */
function nameIn(header: unknown): string | null {
  const text = String(header ?? '')
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(text)?.[1]
  if (encoded !== undefined) return decodeURIComponent(encoded)
  return /filename="([^"]*)"/i.exec(text)?.[1] ?? null
}

/** A file: its name, type and size as JSON, its bytes as binary data in the field that the node names. */
export async function toFile(
  this: IExecuteSingleFunctions,
  _items: INodeExecutionData[],
  response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
  const bytes = bytesOf(response.body)
  const type = String(response.headers['content-type'] ?? 'application/octet-stream').split(';')[0] ?? ''
  const name = nameIn(response.headers['content-disposition']) ?? `${this.getNodeParameter('emailId')}.eml`
  const binary = await this.helpers.prepareBinaryData(bytes, name, type)
  const field = String(this.getNodeParameter('binaryField', 'data'))
  return [{ json: { name, content_type: type, size: bytes.length }, binary: { [field]: binary } }]
}
