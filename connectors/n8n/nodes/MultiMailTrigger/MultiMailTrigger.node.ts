/** Begins a workflow when something happens in MultiMail: attached by a webhook, each POST checked for its signature. */

import {
  type IDataObject,
  type IHookFunctions,
  type ILoadOptionsFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
  NodeConnectionTypes,
} from 'n8n-workflow'
import { getMailboxes } from '../MultiMail/shared/mailboxes'
import { EVENTS } from './events'
import { isFromMultiMail } from './signature'
import * as subscription from './subscription'

export class MultiMailTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'MultiMail Trigger',
    name: 'multiMailTrigger',
    icon: { light: 'file:../../icons/multimail.svg', dark: 'file:../../icons/multimail.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{$parameter["events"].join(", ")}}',
    description:
      'Starts the workflow when mail comes in, waits for a decision, is decided on, sent or bounced',
    defaults: { name: 'MultiMail Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'multiMailApi', required: true }],
    webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
    properties: [
      {
        displayName:
          'The credential needs a key with the scope admin. The first time, the operator gets a code by mail, unless they gave the key a standing approval for webhooks to this n8n.',
        name: 'notice',
        type: 'notice',
        default: '',
      },
      {
        displayName: 'Events',
        name: 'events',
        type: 'multiOptions',
        options: EVENTS,
        default: ['message.received'],
        required: true,
        description: 'What the workflow is told of',
      },
      {
        displayName: 'Mailbox Name or ID',
        name: 'mailboxId',
        type: 'options',
        typeOptions: { loadOptionsMethod: 'getMailboxes' },
        default: '',
        description:
          'Only events of this mailbox. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
      },
      {
        displayName: 'Include Body',
        name: 'includeBody',
        type: 'boolean',
        default: false,
        description: 'Whether events carry the text of the email, up to 100 KB of it, and not only a preview',
      },
      {
        displayName: 'Approval Code',
        name: 'approvalCode',
        type: 'string',
        default: '',
        placeholder: 'e.g. A7X-29K',
        description:
          'The one-time code from the mail to the operator; it is good for one URL, so a test and a live run need one each',
      },
    ],
  }

  methods = {
    loadOptions: {
      async getMailboxes(this: ILoadOptionsFunctions) {
        return [{ name: 'All Mailboxes', value: '' }, ...(await getMailboxes.call(this))]
      },
    },
  }

  webhookMethods = {
    default: {
      checkExists(this: IHookFunctions) {
        return subscription.checkExists(this)
      },
      create(this: IHookFunctions) {
        return subscription.create(this)
      },
      delete(this: IHookFunctions) {
        return subscription.end(this)
      },
    },
  }

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    const request = this.getRequestObject()
    const { secret } = this.getWorkflowStaticData('node')
    const isTrue = isFromMultiMail(String(secret ?? ''), this.getHeaderData(), request.rawBody, Date.now())
    if (!isTrue) {
      this.getResponseObject().status(401).json({ error: 'The signature is not that of MultiMail.' })
      return { noWebhookResponse: true }
    }
    return { workflowData: [this.helpers.returnJsonArray(this.getBodyData() as IDataObject)] }
  }
}
