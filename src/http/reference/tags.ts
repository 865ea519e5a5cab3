/** The groups that operations are shown in, in this order. A tag of a route that is not here is a failed test. */

export const TAGS: Readonly<Record<string, string>> = {
  Account: 'The account, what it used, and the switch that stops everything that leaves.',
  Mailboxes: 'Mailboxes, how much an agent may do in each, and whom it may write to without a person.',
  Sending: 'Writing, answering, scheduling, taking back. An answer 202 means stored, not sent.',
  Drafts: 'What is not finished yet.',
  Reading: 'Mail that came in and went out, threads, attachments.',
  Emails: 'What other servers reported of a mail.',
  Tags: 'Labels that a program puts on mail.',
  Spam: 'Saying what is spam and what is not.',
  Contacts: 'People an agent knows.',
  Oversight: 'What waits for a person, and the decisions. Keys that may send may not decide.',
  Webhooks: 'Being told what happens, by POST or by a feed.',
  Keys: 'Keys, their scopes, and what they may do without asking the operator.',
  Audit: 'Who did what, in chains of hashes that show every later change.',
  Suppression: 'Addresses that get no more mail.',
  Domains: 'Sending from a domain of your own.',
  Receiving: 'Mail that comes in by HTTP.',
  Testing: 'Playing through everything with a test key; nothing leaves the server.',
  'Short routes': 'The same actions in a shape that no-code tools can fill in.',
  Server: 'Health, public keys, proof, pages for everybody.',
}
