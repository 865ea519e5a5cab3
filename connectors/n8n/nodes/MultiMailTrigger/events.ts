/** The events of MultiMail that a workflow may begin with. */

import type { INodePropertyOptions } from 'n8n-workflow'

export const EVENTS: INodePropertyOptions[] = [
  {
    name: 'Account Paused',
    value: 'account.paused',
    description: 'Sending was paused for the whole account',
  },
  {
    name: 'Account Sending Stopped',
    value: 'account.sending_stopped',
    description: 'Too much mail bounced or was reported as spam',
  },
  { name: 'Domain Failing', value: 'domain.failing', description: 'The DNS records of a domain broke' },
  { name: 'Domain Lapsed', value: 'domain.lapsed', description: 'A domain was failing for 7 days' },
  { name: 'Domain Verified', value: 'domain.verified', description: 'A domain was verified' },
  {
    name: 'Mailbox Mode Changed',
    value: 'mailbox.mode_changed',
    description: 'The oversight mode of a mailbox was changed',
  },
  { name: 'Message Bounced', value: 'message.bounced', description: 'A server refused an email for good' },
  { name: 'Message Complained', value: 'message.complained', description: 'A recipient reported it as spam' },
  {
    name: 'Message Delivered',
    value: 'message.delivered',
    description: 'It reached the server of a recipient',
  },
  { name: 'Message Failed', value: 'message.failed', description: 'It was given up for a recipient' },
  { name: 'Message Received', value: 'message.received', description: 'An inbound email may be read' },
  { name: 'Message Sent', value: 'message.sent', description: 'The next server took it' },
  {
    name: 'Message Unsubscribed',
    value: 'message.unsubscribed',
    description: 'A recipient wants no more mail',
  },
  { name: 'Oversight Approved', value: 'oversight.approved', description: 'A person let an email go' },
  { name: 'Oversight Pending', value: 'oversight.pending', description: 'An email waits for a decision' },
  {
    name: 'Oversight Rejected',
    value: 'oversight.rejected',
    description: 'An email was refused, expired or blocked',
  },
  {
    name: 'Oversight Undone',
    value: 'oversight.undone',
    description: 'An approval was taken back before the email went',
  },
]
