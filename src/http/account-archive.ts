/**
 * Everything an account owns, as files of an archive (contract §3; docs/export.md). Live keys get live mail, test keys
 * test mail. Read page by page: what does not fit into memory need not.
 */

import type { Context } from '../context.ts'
import { recordsOf } from '../domain-records.ts'
import type { Principal } from '../store/access.ts'
import {
  type IdRange,
  listAllMailboxes,
  listAllWebhooks,
  listDraftsIn,
  listMessagesIn,
  type MessageParts,
  partsOfMessages,
} from '../store/account-export.ts'
import type { Account } from '../store/accounts.ts'
import { listEntries } from '../store/allowlist.ts'
import type { Reader } from '../store/db.ts'
import { listDomains } from '../store/domains.ts'
import type { Draft } from '../store/drafts.ts'
import { listKeys } from '../store/keys.ts'
import { listContacts } from '../store/labels.ts'
import type { Mailbox } from '../store/mailboxes.ts'
import type { Message } from '../store/messages.ts'
import { listStandingApprovals } from '../store/operator-requests.ts'
import { listPeople } from '../store/people.ts'
import { listReviewers } from '../store/reviewers.ts'
import { listSuppressions } from '../store/suppressions.ts'
import type { ArchiveFile } from './archive.ts'
import { README } from './archive-readme.ts'
import { domainOf } from './domain-wire.ts'
import { attachmentsOf, draftOf } from './draft-wire.ts'
import { webhookOf } from './webhook-wire.ts'
import {
  allowlistEntryOf,
  contactOf,
  emailOf,
  iso,
  keyOf,
  mailboxOf,
  reviewerOf,
  standingApprovalOf,
} from './wire.ts'

/** What goes into an archive beside what is read here. */
export interface ArchiveParts {
  /** The account as `GET /v1/account` shows it. */
  readonly account: object
  /** The audit log as `GET /v1/audit-log/export` gives it. */
  readonly audit: AsyncIterable<string>
  /** The last id of what is taken. */
  readonly until: string
}

const PAGE = 100

interface Scope {
  readonly context: Context
  readonly reader: Reader
  readonly principal: Principal
  readonly now: number
  readonly until: string
}

/** The files, in the order in which they are written; the caller adds the manifest. */
export async function* accountFiles(
  context: Context,
  principal: Principal,
  account: Account,
  parts: ArchiveParts,
): AsyncGenerator<ArchiveFile, void> {
  const { reader } = context.database
  const scope = { context, reader, principal, now: context.clock.now(), until: parts.until }
  const mailboxes = await listAllMailboxes(reader, account.id)
  yield text(scope, 'README.txt', README)
  yield json(scope, 'account.json', parts.account)
  yield json(scope, 'settings.json', settingsOf(context))
  yield json(
    scope,
    'mailboxes.json',
    mailboxes.map((mailbox) => ({
      ...mailboxOf(mailbox, principal),
      folder: folderOf(mailbox),
      deleted_at: mailbox.deleted_at === null ? null : iso(mailbox.deleted_at),
    })),
  )
  yield* accountLists(scope, account, mailboxes)
  for (const mailbox of mailboxes) yield* mailboxFiles(scope, mailbox)
  yield { path: 'audit-log.jsonl', modifiedAt: scope.now, isLong: true, content: () => parts.audit }
}

function settingsOf({ config, publicUrl }: Context) {
  return { domain: config.domain, public_url: publicUrl, delivery: config.delivery }
}

async function* accountLists(
  scope: Scope,
  account: Account,
  mailboxes: readonly Mailbox[],
): AsyncGenerator<ArchiveFile, void> {
  const { context, reader, principal } = scope
  const keys = (await listKeys(reader, account.id)).filter(({ test }) => test === principal.test)
  const approved = keys.map(async (key) => ({
    ...keyOf(key),
    standing_approvals: (await listStandingApprovals(reader, account.id, key.id)).map(standingApprovalOf),
  }))
  yield json(scope, 'keys.json', await Promise.all(approved))
  const webhooks = await listAllWebhooks(reader, account.id, principal.test)
  yield json(scope, 'webhooks.json', webhooks.map(webhookOf))
  const domains = (await listDomains(reader, account.id)).map(async (domain) =>
    domainOf(domain, await recordsOf(context, domain)),
  )
  yield json(scope, 'domains.json', await Promise.all(domains))
  yield json(scope, 'reviewers.json', (await listReviewers(reader, account.id)).map(reviewerOf))
  const people = (await listPeople(reader, account.id)).map(({ id, email, name, role, ...person }) => {
    return { id, email, name, role, invited_by: person.invited_by, created_at: iso(person.created_at) }
  })
  yield json(scope, 'people.json', people)
  const allowlists = mailboxes.map(async ({ id, address }) => ({
    mailbox_id: id,
    mailbox: address,
    entries: (await listEntries(reader, id)).map(allowlistEntryOf),
  }))
  yield json(scope, 'allowlists.json', await Promise.all(allowlists))
  const page = (before: string | null) => ({ before, offset: 0, limit: PAGE })
  yield lines(scope, 'contacts.jsonl', async function* () {
    for (let before: string | null = null; ; ) {
      const contacts = await listContacts(reader, principal, '', page(before))
      yield contacts.map(contactOf)
      before = contacts.at(-1)?.id ?? null
      if (contacts.length < PAGE) return
    }
  })
  yield lines(scope, 'suppressions.jsonl', async function* () {
    for (let before: string | null = null; ; ) {
      const suppressions = await listSuppressions(reader, principal, page(before))
      yield suppressions.map(({ id, email_address, reason, mailbox_id, created_at }) => {
        return { id, email_address, reason, mailbox_id, created_at: iso(created_at) }
      })
      before = suppressions.at(-1)?.id ?? null
      if (suppressions.length < PAGE) return
    }
  })
}

/** A name that every system takes for a folder; two mailboxes never have the same. */
function folderOf({ id, address }: Mailbox): string {
  const name = address.replace(/[^\w.@+-]/g, '_').slice(0, 100)
  return `mailboxes/${name === address ? name : `${name}-${id}`}`
}

async function* mailboxFiles(scope: Scope, mailbox: Mailbox): AsyncGenerator<ArchiveFile, void> {
  const folder = folderOf(mailbox)
  yield lines(scope, `${folder}/messages.jsonl`, async function* () {
    for await (const messages of pages(scope, mailbox, listMessagesIn)) {
      const parts = await partsOfMessages(
        scope.reader,
        messages.map(({ id }) => id),
      )
      yield messages.map((message) => messageOf(scope, folder, message, parts))
    }
  })
  for await (const messages of pages(scope, mailbox, listMessagesIn)) {
    const whole = messages.filter(({ erased_at }) => erased_at === null)
    for (const message of whole)
      yield bytes(scope, `${folder}/mail/${message.id}.eml`, message.created_at, message.raw_sha256)
    yield* besideMessages(scope, folder, whole)
  }
  yield lines(scope, `${folder}/drafts.jsonl`, async function* () {
    for await (const drafts of pages(scope, mailbox, listDraftsIn))
      yield drafts.map((draft) => ({ ...draftOf(draft), files: draftFiles(folder, draft) }))
  })
  for await (const drafts of pages(scope, mailbox, listDraftsIn)) {
    for (const draft of drafts) {
      const paths = draftFiles(folder, draft)
      for (const [index, { sha256 }] of attachmentsOf(draft).entries())
        yield bytes(scope, paths[index] ?? '', draft.updated_at, sha256)
    }
  }
}

const draftFiles = (folder: string, draft: Draft) =>
  attachmentsOf(draft).map((_, index) => `${folder}/drafts/${draft.id}-${index + 1}.bin`)

/** Reports of other servers, and what a message said before a reviewer changed it. */
async function* besideMessages(
  scope: Scope,
  folder: string,
  messages: readonly Message[],
): AsyncGenerator<ArchiveFile, void> {
  const ids = messages.map(({ id }) => id)
  const { reports, amendments } = await partsOfMessages(scope.reader, ids)
  for (const { id, created_at, raw_sha256 } of [...reports.values()].flat())
    yield bytes(scope, `${folder}/reports/${id}.eml`, created_at, raw_sha256)
  for (const { id, created_at, original_sha256 } of [...amendments.values()].flat())
    yield bytes(scope, `${folder}/originals/${id}.eml`, created_at, original_sha256)
}

/** The rows of a mailbox, page by page. */
async function* pages<Row extends { readonly id: string }>(
  { reader, principal, until }: Scope,
  mailbox: Mailbox,
  list: (
    reader: Reader,
    scope: { readonly mailboxId: string; readonly test: number },
    range: IdRange,
  ) => Promise<Row[]>,
): AsyncGenerator<readonly Row[], void> {
  const where = { mailboxId: mailbox.id, test: principal.test }
  for (let after = ''; ; ) {
    const rows = await list(reader, where, { after, until, limit: PAGE })
    if (rows.length > 0) yield rows
    after = rows.at(-1)?.id ?? after
    if (rows.length < PAGE) return
    // Others get their turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function messageOf(scope: Scope, folder: string, message: Message, parts: MessageParts): object {
  const { id } = message
  const deliveries = parts.deliveries.get(id) ?? []
  const email = emailOf(message, scope.principal, {
    contents: parts.contents.get(id),
    attachments: parts.attachments.get(id) ?? [],
    tags: parts.tags.get(id) ?? {},
    deliveries,
    amendments: parts.amendments.get(id) ?? [],
  })
  return {
    ...email,
    oversight_mode: message.mode,
    envelope_from: message.envelope_from,
    submitted_by: message.submitted_by,
    decisions: (parts.decisions.get(id) ?? []).map(({ action, actor, method, reason, ...decision }) => ({
      id: decision.id,
      action,
      by: actor,
      method,
      reason,
      content_hash: decision.content_hash,
      created_at: iso(decision.created_at),
    })),
    attempts: deliveries.flatMap(({ id: delivery, recipient }) =>
      (parts.attempts.get(delivery) ?? []).map((attempt) => ({
        recipient,
        number: attempt.number,
        started_at: iso(attempt.started_at),
        outcome: attempt.outcome,
        host: attempt.host,
        tls: attempt.tls,
        reply: attempt.reply,
      })),
    ),
    reports: (parts.reports.get(id) ?? []).map((report) => ({
      id: report.id,
      kind: report.kind,
      effect: report.effect,
      recipient: report.recipient,
      diagnostic: report.diagnostic,
      created_at: iso(report.created_at),
      file: message.erased_at === null ? `${folder}/reports/${report.id}.eml` : null,
    })),
    file: message.erased_at === null ? `${folder}/mail/${id}.eml` : null,
    raw_sha256: message.raw_sha256,
    raw_size: message.raw_size,
  }
}

function text({ now }: Scope, path: string, content: string): ArchiveFile {
  return {
    path,
    modifiedAt: now,
    content: async function* () {
      yield content
    },
  }
}

const json = (scope: Scope, path: string, value: unknown): ArchiveFile =>
  text(scope, path, `${JSON.stringify(value, null, 2)}\n`)

/** One JSON object a line. */
function lines(
  { now }: Scope,
  path: string,
  rows: () => AsyncGenerator<readonly object[], void>,
): ArchiveFile {
  return {
    path,
    modifiedAt: now,
    isLong: true,
    content: async function* () {
      for await (const page of rows()) yield page.map((row) => `${JSON.stringify(row)}\n`).join('')
    },
  }
}

/** The bytes of a blob. */
function bytes({ context, reader }: Scope, path: string, modifiedAt: number, sha256: string): ArchiveFile {
  return {
    path,
    modifiedAt,
    content: async function* () {
      yield* await context.blobs.read(reader, sha256)
    },
  }
}
