/** What an archive of everything says to whoever opens it. */

export const README = `Everything that one MultiMail account owns.

account.json        the account
settings.json       the server it lived on
mailboxes.json      every mailbox it has or had, with the folder of its mail
keys.json           its API keys: what each may do, not the keys themselves
webhooks.json       subscriptions to events, without secrets
domains.json        its own domains, with the DNS records to publish
reviewers.json      who decides by mail
people.json         who may sign in, without passwords and passkeys
allowlists.json     whom each mailbox may mail without asking
contacts.jsonl      contacts
suppressions.jsonl  addresses that must not be mailed, and why
audit-log.jsonl     who did what: a signed chain; verify it with
                    multimail audit verify audit-log.jsonl --keys KEYS
                    (KEYS: /.well-known/multimail-signing-key of the server)
mailboxes/ADDRESS/
  messages.jsonl    every email: states, recipients, decisions, deliveries,
                    attempts, tags; "file" names its bytes
  mail/ID.eml       the email itself (RFC 5322), as it came or left
  originals/ID.eml  what an email said before a reviewer changed it
  reports/ID.eml    what other servers reported
  drafts.jsonl      drafts; "files" names their attachments
  drafts/ID-N.bin
manifest.json       every file above with its size and SHA-256; written last:
                    an archive without it is not whole

Files that end in .jsonl have one JSON object a line. Times are UTC. Mail whose
content was erased has no bytes any more. A live key exports live mail, a test
key test mail; the audit log has both.
`
