/** What an account and a mailbox may send: counted and refused in the transaction of the send (contract §10). */

import { monthOf, nextDay, warmupStage } from '../core/limits.ts'
import { RESTRICTED_PER_DAY } from '../core/sending-standing.ts'
import { AppError } from '../errors.ts'
import type { Account } from './accounts.ts'
import type { Writer } from './db.ts'
import type { Mailbox } from './mailboxes.ts'
import { findStanding } from './sending-standings.ts'
import { countUsage, sentBetween, sentToday } from './usage.ts'

/**
 * Counts one more send. Test mail is counted too but has no limits. Throws `sending_disabled`; `warmup_limit`
 * or `quota_exceeded` with the seconds until there is room again.
 */
export async function chargeSend(
  writer: Writer,
  account: Account,
  mailbox: Mailbox,
  test: number,
  limits: { readonly warmup: boolean },
): Promise<void> {
  if (test === 0) {
    await refuseByStanding(writer, mailbox)
    if (limits.warmup) await refuseOverWarmup(writer, mailbox)
    await refuseOverQuota(writer, account)
  }
  const scope = { accountId: account.id, mailboxId: mailbox.id, test }
  await countUsage(writer, scope, 'emails_sent')
}

const secondsUntil = (moment: number, now: number) => Math.max(1, Math.ceil((moment - now) / 1000))

/** What bounced or was complained of decides whether, and how much, an account may send. */
async function refuseByStanding(writer: Writer, mailbox: Mailbox): Promise<void> {
  const { tier, reason } = await findStanding(writer.db, mailbox.account_id)
  if (tier === 'stopped') {
    const message = `Sending is stopped for this account. ${reason ?? ''}`.trim()
    throw new AppError('sending_disabled', { message, extra: { reason } })
  }
  if (tier !== 'restricted') return
  const sent = await sentToday(
    writer.db,
    { accountId: mailbox.account_id, mailboxId: mailbox.id },
    writer.now,
  )
  if (sent < RESTRICTED_PER_DAY) return
  throw new AppError('warmup_limit', {
    retryAfter: secondsUntil(nextDay(writer.now), writer.now),
    extra: { warmup_stage: 0, daily_sent: sent, daily_limit: RESTRICTED_PER_DAY, hint: reason },
  })
}

async function refuseOverWarmup(writer: Writer, mailbox: Mailbox): Promise<void> {
  const stage = warmupStage(mailbox.created_at, writer.now)
  if (stage === null) return
  const scope = { accountId: mailbox.account_id, mailboxId: mailbox.id }
  const sent = await sentToday(writer.db, scope, writer.now)
  if (sent < stage.dailyLimit) return
  throw new AppError('warmup_limit', {
    retryAfter: secondsUntil(nextDay(writer.now), writer.now),
    extra: {
      warmup_stage: stage.stage,
      daily_sent: sent,
      daily_limit: stage.dailyLimit,
      hint: 'New mailboxes send little at first so that receivers learn to trust them. Test keys have no such limit.',
    },
  })
}

async function refuseOverQuota(writer: Writer, account: Account): Promise<void> {
  const { start, next } = monthOf(writer.now)
  const sent = await sentBetween(writer.db, account.id, start, next - 1)
  if (sent < account.monthly_email_quota) return
  throw new AppError('quota_exceeded', {
    message: `The monthly quota of ${account.monthly_email_quota} mails is used up.`,
    retryAfter: secondsUntil(next, writer.now),
  })
}
