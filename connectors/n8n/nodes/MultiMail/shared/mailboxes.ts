/** The list of mailboxes to choose from, in both nodes. */

import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions, JsonObject } from 'n8n-workflow'
import { NodeApiError } from 'n8n-workflow'
import { objectOf, wordsOf } from './answers'

/** Address and mode of every mailbox that the key may see; the value is its id. */
export async function getMailboxes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
  const { baseUrl } = await this.getCredentials('multiMailApi')
  const response = await this.helpers.httpRequestWithAuthentication.call(this, 'multiMailApi', {
    method: 'GET',
    url: `${String(baseUrl).replace(/\/+$/, '')}/v1/mailboxes`,
    json: true,
    ignoreHttpStatusErrors: true,
    returnFullResponse: true,
  })
  const body = objectOf(response.body)
  if (response.statusCode >= 400)
    throw new NodeApiError(this.getNode(), body as JsonObject, wordsOf(response.statusCode, body))
  return (body.mailboxes as IDataObject[]).map(({ id, address, oversight_mode }) => ({
    name: `${address} (${oversight_mode})`,
    value: String(id),
  }))
}
