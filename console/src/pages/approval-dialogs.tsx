/** Rejecting with a reason, approving with edits, and the list of keys. */

import { useState } from 'react'
import { wordsOf } from '../format.ts'
import { text } from '../strings.ts'
import type { Pending } from '../types.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Difference } from '../ui/difference.tsx'
import { Button, Field } from '../ui/parts.tsx'

const words = text.approvals

export function RejectDialog({
  onClose,
  onReject,
}: {
  readonly onClose: () => void
  readonly onReject: (reason: string) => void
}) {
  return (
    <Dialog title={words.reject} onClose={onClose}>
      <form action={(form: FormData) => onReject(String(form.get('reason') ?? ''))}>
        <Field as="textarea" label={words.reason} name="reason" rows={3} maxLength={1_000} autoFocus />
        <Button type="submit" look="stop" className="mt-4 min-h-11 w-full">
          {words.reject}
        </Button>
      </form>
    </Dialog>
  )
}

interface Written {
  readonly to: string
  readonly cc: string
  readonly bcc: string
  readonly subject: string
  readonly markdown: string
}

const writtenOf = (item: Pending): Written => ({
  to: item.to.join(', '),
  cc: item.cc.join(', '),
  bcc: item.bcc.join(', '),
  subject: item.subject,
  markdown: item.body_markdown,
})

const FIELDS = [
  ['to', text.mail.to],
  ['cc', text.mail.cc],
  ['bcc', 'Bcc'],
  ['subject', text.mail.subject],
  ['markdown', text.mail.body],
] as const

/** Only what was changed; lists as lists. */
function editsOf(before: Written, after: Written): Record<string, string | string[]> {
  const changed = FIELDS.filter(([name]) => before[name] !== after[name])
  return Object.fromEntries(
    changed.map(([name]) => [
      name,
      name === 'subject' || name === 'markdown' ? after[name] : wordsOf(after[name]),
    ]),
  )
}

export function EditDialog({
  item,
  onClose,
  onSave,
}: {
  readonly item: Pending
  readonly onClose: () => void
  readonly onSave: (edits: object) => void
}) {
  const [before] = useState(() => writtenOf(item))
  const [after, setAfter] = useState(before)
  const edits = editsOf(before, after)
  const isChanged = Object.keys(edits).length > 0
  return (
    <Dialog title={words.edit} onClose={onClose} wide>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (isChanged) onSave(edits)
        }}
      >
        {FIELDS.map(([name, label]) => (
          <Field
            key={name}
            as={name === 'markdown' ? 'textarea' : 'input'}
            label={label}
            rows={10}
            value={after[name]}
            onChange={(event: { target: { value: string } }) =>
              setAfter({ ...after, [name]: event.target.value })
            }
          />
        ))}
        <section aria-label={words.difference}>
          <h3 className="mb-1 text-sm font-semibold">{words.difference}</h3>
          {isChanged ? (
            FIELDS.filter(([name]) => before[name] !== after[name]).map(([name, label]) => (
              <div key={name} className="mb-2">
                <p className="text-sm text-soft">{label}</p>
                <Difference before={before[name]} after={after[name]} />
              </div>
            ))
          ) : (
            <p className="text-sm text-soft">{words.noDifference}</p>
          )}
        </section>
        <Button type="submit" look="primary" className="min-h-11" disabled={!isChanged}>
          {words.saveEdit}
        </Button>
      </form>
    </Dialog>
  )
}

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={text.keys.title} onClose={onClose}>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-2">
        {text.keys.list.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt className="font-mono text-sm">{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
