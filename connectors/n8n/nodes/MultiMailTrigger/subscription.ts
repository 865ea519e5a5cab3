/** The subscription of a workflow at MultiMail: found, made, ended. */

import {
  type IDataObject,
  type IHookFunctions,
  type IHttpRequestMethods,
  type JsonObject,
  NodeApiError,
  NodeOperationError,
} from 'n8n-workflow'
import { objectOf, wordsOf } from '../MultiMail/shared/answers'

interface Answer {
  readonly statusCode: number
  readonly body: IDataObject
}

/** Asks MultiMail; an answer of 400 and above is an error unless `expected` names it. */
async function ask(
  hook: IHookFunctions,
  method: IHttpRequestMethods,
  path: string,
  body?: IDataObject,
  expected: readonly number[] = [],
): Promise<Answer> {
  const { baseUrl } = await hook.getCredentials('multiMailApi')
  const response = await hook.helpers.httpRequestWithAuthentication.call(hook, 'multiMailApi', {
    method,
    url: `${String(baseUrl).replace(/\/+$/, '')}${path}`,
    json: true,
    ignoreHttpStatusErrors: true,
    returnFullResponse: true,
    ...(body === undefined ? {} : { body }),
  })
  const answer = { statusCode: Number(response.statusCode), body: objectOf(response.body) }
  if (answer.statusCode < 400 || expected.includes(answer.statusCode)) return answer
  throw new NodeApiError(hook.getNode(), answer.body as JsonObject, {
    ...wordsOf(answer.statusCode, answer.body),
    httpCode: String(answer.statusCode),
  })
}

/** What the node asks for; `url` is its own, so a subscription to it is nobody else's. */
function wantedBy(hook: IHookFunctions): IDataObject {
  const mailbox = String(hook.getNodeParameter('mailboxId', ''))
  return {
    url: hook.getNodeWebhookUrl('default'),
    events: hook.getNodeParameter('events') as string[],
    include_body: hook.getNodeParameter('includeBody', false) as boolean,
    description: 'n8n',
    ...(mailbox === '' ? {} : { mailbox_id: mailbox }),
  }
}

const sorted = (events: unknown) => [...(events as string[])].sort().join(' ')

const isSame = (one: IDataObject, wanted: IDataObject) =>
  one.is_active === true &&
  sorted(one.events) === sorted(wanted.events) &&
  (one.mailbox_id ?? undefined) === wanted.mailbox_id &&
  one.include_body === wanted.include_body

/** Keeps what the node needs later: which subscription, and the secret of its signatures. */
function remember(hook: IHookFunctions, body: IDataObject): void {
  const kept = hook.getWorkflowStaticData('node')
  kept.webhookId = body.id
  kept.secret = body.signing_secret
}

/** Whether the subscription is there as wanted. Others of this address are ended: the node was changed meanwhile. */
export async function checkExists(hook: IHookFunctions): Promise<boolean> {
  const wanted = wantedBy(hook)
  const { body } = await ask(hook, 'GET', '/v1/webhooks')
  const ours = (body.webhooks as IDataObject[]).filter(({ url }) => url === wanted.url)
  const same = ours.find((one) => isSame(one, wanted))
  for (const { id } of ours.filter((one) => one !== same))
    await ask(hook, 'DELETE', `/v1/webhooks/${id}`, undefined, [404])
  if (same === undefined) return false
  remember(hook, (await ask(hook, 'GET', `/v1/webhooks/${same.id}`)).body)
  return true
}

/** Subscribes. Throws when the operator has to agree first, and says what to do. */
export async function create(hook: IHookFunctions): Promise<boolean> {
  const code = String(hook.getNodeParameter('approvalCode', '')).trim()
  const wanted = { ...wantedBy(hook), ...(code === '' ? {} : { approval_code: code }) }
  const { statusCode, body } = await ask(hook, 'POST', '/v1/webhooks', wanted)
  if (statusCode === 202)
    throw new NodeOperationError(hook.getNode(), String(body.message), {
      description:
        'Put the code from that mail into "Approval Code" and do the same again. Or let the operator give the key a standing approval for webhooks to this n8n: then no code is needed.',
    })
  remember(hook, body)
  return true
}

/** Ends the subscription; one that is gone already is as good. */
export async function end(hook: IHookFunctions): Promise<boolean> {
  const kept = hook.getWorkflowStaticData('node')
  if (kept.webhookId === undefined) return true
  await ask(hook, 'DELETE', `/v1/webhooks/${kept.webhookId}`, undefined, [404])
  delete kept.webhookId
  delete kept.secret
  return true
}
