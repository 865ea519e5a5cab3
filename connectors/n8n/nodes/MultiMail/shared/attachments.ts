/** Binary data of the item as attachments of the mail. */

import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow'

/** Puts the binary fields that the node names into the body, before it is sent. */
export async function attachFiles(
  this: IExecuteSingleFunctions,
  options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
  const fields = String(this.getNodeParameter('options.attachmentFields', ''))
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const attachments: IDataObject[] = []
  for (const field of fields) {
    const { fileName, mimeType } = this.helpers.assertBinaryData(field)
    const bytes = await this.helpers.getBinaryDataBuffer(field)
    attachments.push({
      name: fileName ?? field,
      content_type: mimeType,
      content_base64: bytes.toString('base64'),
    })
  }
  return { ...options, body: { ...(options.body as IDataObject), attachments } }
}
