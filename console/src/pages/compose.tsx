/** Writing a mail, answering one, or finishing a draft. It goes the way every mail of the mailbox goes. */

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, post } from '../api.ts'
import { wordsOf } from '../format.ts'
import { text } from '../strings.ts'
import type { Draft, Email } from '../types.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Button, Field, Trouble } from '../ui/parts.tsx'
import { useToasts } from '../ui/toasts.tsx'

const words = text.mail

/** What was written and not sent is kept for this tab, so that a reload loses nothing. */
const KEPT = 'multimail.writing'

export function Compose({
  mailboxId,
  answers,
  draft,
  onClose,
}: {
  readonly mailboxId: string
  readonly answers?: Email
  readonly draft?: Draft
  readonly onClose: () => void
}) {
  const client = useQueryClient()
  const { tell } = useToasts()
  const kept = `${KEPT}.${answers?.id ?? draft?.id ?? 'new'}`
  const [written, setWritten] = useState<{ to: string; subject: string; markdown: string }>(() => {
    const before = sessionStorage.getItem(kept)
    if (before !== null) return JSON.parse(before)
    return { to: draft?.to.join(', ') ?? '', subject: draft?.subject ?? '', markdown: draft?.markdown ?? '' }
  })
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  // A repeated click is the same mail.
  const [once] = useState(() => crypto.randomUUID())
  const write = (name: string, value: string) => {
    const next = { ...written, [name]: value }
    sessionStorage.setItem(kept, JSON.stringify(next))
    setWritten(next)
  }
  const send = async () => {
    setIsBusy(true)
    setError(null)
    const { to, subject, markdown } = written
    const path = `/v1/mailboxes/${mailboxId}`
    try {
      if (answers !== undefined)
        await post(`${path}/reply/${answers.id}`, { markdown, idempotency_key: once })
      else if (draft !== undefined) {
        await api('PATCH', `${path}/drafts/${draft.id}`, { to: wordsOf(to), subject, markdown })
        await post(`${path}/drafts/${draft.id}/send`)
      } else await post(`${path}/send`, { to: wordsOf(to), subject, markdown, idempotency_key: once })
      sessionStorage.removeItem(kept)
      tell(words.accepted)
      await client.invalidateQueries()
      onClose()
    } catch (failure) {
      setError(failure)
      setIsBusy(false)
    }
  }
  return (
    <Dialog
      title={answers === undefined ? words.compose : `${words.reply}: ${answers.subject}`}
      onClose={onClose}
      wide
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {answers === undefined ? (
          <>
            <Field
              label={words.to}
              required
              value={written.to}
              onChange={(event: { target: { value: string } }) => write('to', event.target.value)}
            />
            <Field
              label={words.subject}
              required
              maxLength={998}
              value={written.subject}
              onChange={(event: { target: { value: string } }) => write('subject', event.target.value)}
            />
          </>
        ) : null}
        <Field
          as="textarea"
          label={words.body}
          required
          rows={12}
          value={written.markdown}
          onChange={(event: { target: { value: string } }) => write('markdown', event.target.value)}
        />
        <Trouble error={error} />
        <Button type="submit" look="primary" disabled={isBusy} className="min-h-11">
          {words.send}
        </Button>
      </form>
    </Dialog>
  )
}
