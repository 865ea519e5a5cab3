/**
 * What the server writes to operators and reviewers, as markdown. Everything that comes from a mail or a request is
 * shown as code, so that nothing in it can pass for a word or a link of ours.
 */

/** A message that waits, as its reviewer is told of it. */
export interface WaitingMail {
  readonly direction: 'inbound' | 'outbound'
  readonly mailbox: string
  readonly mode: string
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly subject: string
  readonly text: string
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly size: number }[]
  readonly signals: readonly { readonly message: string }[]
  /** Name of the key that asked; null for inbound mail. */
  readonly askedBy: string | null
  /** Epoch ms. */
  readonly since: number
  readonly expiresAt: number | null
  readonly approvalsGiven: number
  readonly approvalsRequired: number
  readonly link: string
  readonly test: boolean
}

export interface NoticeText {
  readonly subject: string
  readonly markdown: string
}

/** So much of a body stands in the mail; the page shows all of it. */
const BODY_CHARACTERS = 4_000
/** So much of each when one mail tells of several. */
const EXCERPT_CHARACTERS = 300

/** Characters that are invisible or turn the direction of writing, made visible. */
export function withVisibleMarks(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/gu, (mark) => {
    const code = mark.codePointAt(0) ?? 0
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
  })
}

/** Text on one line as a code span that nothing in it can end. */
export function codeSpan(text: string): string {
  const line = withVisibleMarks(text).replace(/\s+/g, ' ').trim()
  if (line === '') return '(empty)'
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const space = longest > 0 ? ' ' : ''
  return `${fence}${space}${line}${space}${fence}`
}

/** Lines as a code block that nothing in them can end. */
function codeBlock(text: string): string {
  const visible = withVisibleMarks(text.replace(/\r\n?/g, '\n'))
  const longest = Math.max(2, ...(visible.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${visible}\n${fence}`
}

function cut(text: string, limit: number): string {
  const characters = Array.from(text.slice(0, limit * 2))
  return characters.length <= limit && text.length <= limit * 2
    ? text
    : `${characters.slice(0, limit).join('')}…`
}

/** `2026-12-01 08:00 UTC`. */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

const list = (addresses: readonly string[]) => addresses.map(codeSpan).join(', ')

function peopleOf(mail: WaitingMail): string[] {
  return [
    `- **From:** ${codeSpan(mail.from)}`,
    `- **To:** ${list(mail.to)}`,
    ...(mail.cc.length > 0 ? [`- **Cc:** ${list(mail.cc)}`] : []),
    ...(mail.bcc.length > 0 ? [`- **Bcc:** ${list(mail.bcc)}`] : []),
    `- **Subject:** ${codeSpan(mail.subject)}`,
  ]
}

function whatWaits(mail: WaitingMail): string {
  const kind = mail.test ? 'A test mail' : 'A mail'
  const direction = mail.direction === 'outbound' ? 'from' : 'to'
  return `${kind} ${direction} ${codeSpan(mail.mailbox)} (${mail.mode}) waits for your decision.`
}

/** The mail about one message that waits; `isReminder` at half-time. */
export function reviewNotice(mail: WaitingMail, isReminder: boolean): NoticeText {
  const subject = cut(withVisibleMarks(mail.subject).replace(/\s+/g, ' ').trim(), 120)
  const more =
    mail.approvalsRequired > 1 ? `- **Approvals:** ${mail.approvalsGiven} of ${mail.approvalsRequired}` : null
  const lines = [
    ...(isReminder ? ['Half of its time is over, and nobody has decided yet.', ''] : []),
    whatWaits(mail),
    '',
    `**Look at it and decide: ${mail.link}**`,
    '',
    'Opening the link decides nothing; the page has two buttons.',
    '',
    ...peopleOf(mail),
    ...(mail.askedBy === null ? [] : [`- **Asked by:** ${codeSpan(mail.askedBy)}, ${utc(mail.since)}`]),
    ...(mail.expiresAt === null
      ? []
      : [`- **Expires:** ${utc(mail.expiresAt)}; it is then refused, never sent`]),
    ...(more === null ? [] : [more]),
    ...mail.attachments.map(
      ({ name, type, size }) => `- **Attached:** ${codeSpan(name)} (${codeSpan(type)}, ${size} bytes)`,
    ),
    '',
    ...(mail.signals.length === 0
      ? []
      : ['**What to look at:**', '', ...mail.signals.map(({ message }) => `- ${codeSpan(message)}`), '']),
    '**What it says:**',
    '',
    codeBlock(cut(mail.text, BODY_CHARACTERS)),
    '',
    'The link is for you alone: whoever has it can decide in your name. Do not forward this mail.',
  ]
  const prefix = `${mail.test ? '[test] ' : ''}${isReminder ? 'Still waiting' : 'To decide'}`
  return { subject: `${prefix}: ${subject === '' ? '(no subject)' : subject}`, markdown: lines.join('\n') }
}

/** One mail about several messages that wait, each with its own link. */
export function reviewListNotice(mails: readonly WaitingMail[]): NoticeText {
  const parts = mails.flatMap((mail, index) => [
    `### ${index + 1}. ${mail.direction === 'outbound' ? 'Wants to go out' : 'Came in'}`,
    '',
    ...peopleOf(mail),
    ...mail.signals.map(({ message }) => `- **Look at:** ${codeSpan(message)}`),
    '',
    codeBlock(cut(mail.text, EXCERPT_CHARACTERS)),
    '',
    `**Look at it and decide: ${mail.link}**`,
    '',
  ])
  const test = mails.some((mail) => mail.test) ? '[test] ' : ''
  return {
    subject: `${test}To decide: ${mails.length} mails`,
    markdown: [
      `${mails.length} mails wait for your decision. Opening a link decides nothing; each page has two buttons.`,
      '',
      ...parts,
      'The links are for you alone: whoever has them can decide in your name. Do not forward this mail.',
    ].join('\n'),
  }
}

/** The mail with a code for signing in. `page` is the address of the page with both in it. */
export function signInNotice(given: {
  readonly code: string
  readonly page: string
  readonly expiresAt: number
}): NoticeText {
  return {
    subject: 'Your code to sign in',
    markdown: [
      'Somebody, hopefully you, asked for a code to sign in to MultiMail.',
      '',
      `- **Code:** **${given.code}**`,
      `- **Valid until:** ${utc(given.expiresAt)}, once`,
      '',
      `Type it where you asked for it, or open ${given.page}`,
      '',
      'If it was not you, do nothing: without this code nobody gets in. Do not give it to anybody.',
    ].join('\n'),
  }
}

/** The mail that tells a person that they may sign in. */
export function invitationNotice(given: {
  readonly account: string
  readonly role: string
  readonly invitedBy: string
  readonly page: string
}): NoticeText {
  const may = {
    owner: 'You may see everything, decide on mail that waits, write, and change every setting.',
    reviewer: 'You may read the mail and decide on what waits.',
    viewer: 'You may read the mail.',
  }
  return {
    subject: 'You may sign in to MultiMail',
    markdown: [
      `${codeSpan(given.invitedBy)} made you ${given.role} of the account ${codeSpan(given.account)}.`,
      '',
      may[given.role as keyof typeof may] ?? '',
      '',
      `**Sign in with this address: ${given.page}**`,
      '',
      'You get a code by mail each time; once you are in, you can set up a passkey.',
    ].join('\n'),
  }
}

/** The mail with a one-time code. */
export function codeNotice(request: {
  readonly question: string
  readonly askedBy: string
  readonly askedFrom: string
  readonly askedAt: number
  readonly expiresAt: number
  readonly code: string
}): NoticeText {
  return {
    subject: 'A request needs your approval',
    markdown: [
      `${codeSpan(request.askedBy)} asks for something that only the operator may allow:`,
      '',
      codeBlock(request.question),
      '',
      `- **Asked:** ${utc(request.askedAt)}, from the address ${codeSpan(request.askedFrom)}`,
      `- **Code:** **${request.code}**`,
      `- **Valid until:** ${utc(request.expiresAt)}, once, for exactly this request`,
      '',
      'To allow it, give the code to whoever set this up, or enter it there yourself.',
      'To refuse, do nothing. If you did not expect this, somebody holds a key they should not: revoke it.',
    ].join('\n'),
  }
}
