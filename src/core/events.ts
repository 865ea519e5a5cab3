/**
 * The one table of what the audit trail records: every action has a stable name here and a sentence that says
 * when it happens (contract §9). `docs/events.md` is generated from it.
 */

export const EVENT_ACTIONS = {
  'account.created':
    'The first start, or a sign-up that was confirmed, made the account; `by` tells which and `accepted` what was agreed to.',
  'account.read': 'Somebody read the account.',
  'account.updated': 'Settings of the account were changed; `fields` names them.',
  'account.limits_changed':
    'An operator changed how much mail the account may send in a month, or keep; `monthly_email_quota` and `max_storage_bytes` say how much now.',
  'account.paused': 'The account was paused: nothing leaves until it is resumed; `reason` says why.',
  'account.resumed': 'The account was resumed.',
  'account.sending_warned': 'More of its mail bounces than the settings allow; `reason` has the numbers.',
  'account.sending_stopped':
    'So much of its mail bounced or was reported as spam that sending is stopped; `reason` has the numbers.',
  'account.sending_allowed': 'An operator allowed sending again after a stop; `reason` says why.',
  'account.deletion_begun':
    'The account was ended: no key opens it, nothing leaves and nothing is taken any more. Erasing begins.',
  'account.deleted':
    'Everything the account owned was erased; `emails` of it. Entries of before keep their hashes and lost their words.',
  'account.exported': 'Somebody took a copy of everything the account owns.',
  'sign_up.asked':
    'Somebody asked for an account: a mail with a code, or with news of an account that exists, goes out.',
  'sign_up.confirmed': 'A sign-up became the account `account_id`, by the code from the mail.',
  'sign_up.refused_code': 'Somebody gave a code to confirm a sign-up that is none.',
  'sign_up.invited': 'The operator of the server invited somebody to sign up.',
  'oauth.client_registered':
    'A client registered itself to ask operators for access; `name` is what it says of itself.',
  'oauth.granted':
    'The operator let a client in with the scopes and mailboxes named; the key of the entry stands for it.',
  'oauth.refused': 'The operator refused a client.',
  'oauth.token_replayed':
    'A code or refresh token was shown a second time: it was stolen or copied, and the whole grant was ended.',
  'usage.read': 'Somebody read the usage of the account.',

  'mailbox.created': 'A mailbox was made.',
  'mailbox.updated': 'Settings of a mailbox were changed; `fields` names them.',
  'mailbox.mode_changed': 'The oversight mode of a mailbox was changed, `from` one `to` another.',
  'mailbox.upgrade_requested': 'Somebody asked the operator for more autonomy, `from` one mode `to` another.',
  'mailbox.paused': 'A mailbox was paused: nothing leaves it until it is resumed; `reason` says why.',
  'mailbox.resumed': 'A mailbox was resumed.',
  'mailbox.deleted': 'A mailbox was ended; its address is never given out again.',
  'mailbox.listed': 'Somebody listed the mailboxes.',
  'mailbox.read': 'Somebody read a mailbox.',

  'key.created': 'A key was made; `scopes` tells what it may do.',
  'key.updated': 'What a key may do was changed; `fields` names it.',
  'key.revoked': 'A key was ended.',
  'key.listed': 'Somebody listed the keys.',

  'operator.asked':
    'A request waits for the code that was mailed to the oversight address; `question` is what it says.',
  'operator.approved':
    'The operator let a request through; `by` tells how: code, standing approval or unattended set-up.',
  'operator.refused_code': 'Somebody gave a wrong code; after five it is dead.',
  'operator.approval_given': 'A standing approval was given to a key.',
  'operator.approval_withdrawn': 'A standing approval was taken back.',
  'operator.approval_listed': 'Somebody listed the standing approvals.',

  'notice.failed':
    'Mail of the server to the operator or a reviewer was refused or given up; `recipient` tells whose, `reply` why.',

  'allowlist.added': 'An address or domain was put on the allowlist of a mailbox.',
  'allowlist.removed': 'An address or domain was taken off the allowlist of a mailbox.',
  'allowlist.listed': 'Somebody listed the allowlist of a mailbox.',

  'reviewer.added': 'A reviewer gets mail about what waits from now on.',
  'reviewer.removed': 'A reviewer gets no more mail about what waits.',
  'reviewer.listed': 'Somebody listed the reviewers.',

  'message.submitted': 'An author handed us a message; `content_hash` names its exact content.',
  'message.scheduled': 'It waits for the time it is to be sent at.',
  'message.rescheduled': 'Its time was changed, not its content.',
  'message.edited': 'The content or recipients of a scheduled message were changed; it is gated anew.',
  'message.amended':
    'A reviewer changed it before approving; the original is kept, and approvals given before do not count.',
  'message.cancelled': 'Its author took it back.',
  'message.released': 'Outbound mail got its permit without a person: by its mode, or because its time came.',
  'message.received': 'Inbound mail got its permit: it may be read.',
  'message.refused':
    'Inbound mail was refused before it was taken; `reason` is `dmarc` (with `from_domain`) or `virus` (with its name).',
  'message.sent': 'The next server took it for one recipient, or it was captured.',
  'message.delivered': 'It is known to have reached the server of the recipient.',
  'message.deferred': 'An attempt failed for now; another follows.',
  'message.uncertain':
    'An attempt ended without an answer: the next server may have the message. Another follows.',
  'message.bounced': 'A server refused it for good; `bounce_type` is `hard` when the address itself is bad.',
  'message.failed': 'It was given up after being deferred for too long.',
  'message.complained': 'The recipient reported it as spam.',
  'message.reported':
    'A report came back that changes nothing: it is late, a repetition, or still tried; `kind` and `effect` tell.',

  'message.forwarded': 'A copy of inbound mail went to the oversight address, as its mailbox asks.',
  'message.not_forwarded':
    'A copy of inbound mail did not go to the oversight address; `reason` is `loop` or `refused` (with `reply`).',

  'message.unsubscribed': 'The recipient said that they want no more mail from the account.',

  'message.erased': 'Its content was erased, by retention or on request; `content_hash` names what it was.',

  'oversight.pending': 'A message is held until a person decides.',
  'oversight.approval_given': 'One approval of several; more are needed.',
  'oversight.approved': 'A person let it go; it is on its way, or waits for its time.',
  'oversight.rejected':
    'A person refused it, nobody decided in time, or the scan blocked it; `reason` tells which.',
  'oversight.undone': 'Whoever approved it took that back before it went; it waits for a decision again.',
  'oversight.reminded': 'Half of its time is over and nobody has decided: reviewers were reminded.',
  'oversight.viewed': 'A reviewer opened it by the link in the oversight mail.',
  'oversight.listed': 'Somebody listed what waits for a decision.',

  'draft.created': 'Somebody began a draft.',
  'draft.updated': 'A draft was changed; `fields` names what.',
  'draft.deleted': 'A draft was deleted, with what was in it.',
  'draft.sent': 'A draft became an email, `email_id`; what happens to that is recorded there.',
  'draft.listed': 'Somebody listed the drafts of a mailbox.',
  'draft.read': 'Somebody read a draft.',

  'email.listed': 'Somebody listed the emails of a mailbox, or the spam of the account.',
  'email.read': 'Somebody read an email; an unread one became read.',
  'email.raw_read': 'Somebody read the raw bytes of an email.',
  'email.reports_read': 'Somebody read what other servers reported of a mail that was sent.',
  'email.tagged': 'Tags were added to an email; `keys` names them.',
  'email.untagged': 'A tag was taken off an email.',
  'email.tags_read': 'Somebody read the tags of an email.',
  'email.labelled': 'Somebody said that an email is spam, or that it is not.',

  'attachment.read': 'Somebody read an attachment, with a key or by a link.',
  'attachment.linked': 'Somebody made a link that opens an attachment for an hour.',

  'thread.listed': 'Somebody listed the threads of a mailbox.',
  'thread.read': 'Somebody read a thread.',

  'contact.created': 'A contact was added.',
  'contact.deleted': 'A contact was removed.',
  'contact.listed': 'Somebody listed the contacts.',

  'webhook.created': 'A subscription to events was made; `url` and `events` tell to what.',
  'webhook.updated': 'A subscription was changed; `fields` names what.',
  'webhook.deleted': 'A subscription was ended.',
  'webhook.disabled': 'A subscription is not posted to any more; `reason` tells why.',
  'webhook.tested': 'Somebody had a sample of each event posted.',
  'webhook.secret_rotated': 'A subscription got a new secret; the old one is valid for another day.',
  'webhook.redelivered': 'Somebody had events posted again; `count` of them.',
  'webhook.listed': 'Somebody listed the subscriptions.',
  'webhook.read': 'Somebody read a subscription with its secret.',
  'webhook_delivery.listed': 'Somebody listed what was posted.',
  'event.listed': 'Somebody read the feed of events.',

  'domain.created': 'A domain was claimed; its DNS records are to prove it.',
  'domain.checked': 'Somebody had the DNS records of a domain looked at.',
  'domain.verified': 'The DNS records of a domain proved it, for the first time or again.',
  'domain.failing':
    'A domain that was proved is not any more; `reason` tells which records. Its mail goes on for 7 days.',
  'domain.lapsed': 'A domain was failing for 7 days: mail from its mailboxes waits until it is proved again.',
  'domain.rotation_begun':
    'Somebody had new DKIM keys made for a domain; they sign once their records are seen.',
  'domain.key_rotated':
    'A new DKIM key of a domain signs, because its record was seen; `selector` names it, `former` the one before.',
  'domain.deleted': 'A domain was given up.',
  'domain.listed': 'Somebody listed the domains.',
  'domain.read': 'Somebody read a domain with its DNS records.',

  'suppression.listed': 'Somebody listed the addresses that are not mailed any more.',
  'suppression.lifted': 'An address may be mailed again; `reason` tells why it was not.',

  'identity_key.rotated':
    'The server got a new key for its signatures; `kid` names it. What older keys signed stays valid.',

  'person.invited': 'A person was invited by mail; `role` tells as what.',
  'person.changed': 'The name or role of a person was changed, or what they sign in with was taken away.',
  'person.removed': 'A person was removed and signed out everywhere.',
  'person.listed': 'Somebody listed the people of the account.',
  'person.totp_begun': 'A person was given a secret for an authenticator app.',
  'person.totp_set': 'A person confirmed their authenticator app.',
  'person.totp_removed': 'A person took their authenticator app away, and with it their password.',
  'person.password_set': 'A person set a password.',
  'person.password_removed': 'A person took their password away.',
  'person.passkey_added': 'A person registered a passkey.',
  'person.passkey_removed': 'A person took a passkey away.',
  'session.code_asked': 'Somebody asked for a code to sign in, which went to the address of a person.',
  'session.link_made': 'The operator at the terminal made a link that signs a person in once.',
  'session.created': 'A person signed in; `method`, `ip` and `user_agent` tell how and where.',
  'session.refused': 'Somebody tried to sign in as a person with a wrong code or password.',
  'session.confirmed': 'A person who is signed in proved again who they are.',
  'session.ended': 'A person signed out, here or elsewhere.',
  'session.listed': 'A person listed where they are signed in.',

  'audit.read': 'Somebody read the audit log.',
  'audit.verified': 'Somebody had the hash chains recomputed; `ok` is the result.',
  'audit.exported': 'Somebody took a copy of the audit log; `filters` tell of what.',
  'capture.read': 'Somebody looked at the mail that was captured here.',
} as const satisfies Readonly<Record<string, string>>

/** The name of something that happened, as the audit log shows it. */
export type EventAction = keyof typeof EVENT_ACTIONS
