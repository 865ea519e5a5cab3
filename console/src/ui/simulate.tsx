/** Test mail that comes in as if it had arrived by SMTP. */

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../api.ts'
import { mailboxesQuery } from '../session.tsx'
import { text } from '../strings.ts'
import { Dialog } from './dialog.tsx'
import { Button, Field, Trouble } from './parts.tsx'
import { useToasts } from './toasts.tsx'

export function Simulate({ onClose }: { readonly onClose: () => void }) {
  const mailboxes = useQuery(mailboxesQuery).data ?? []
  const client = useQueryClient()
  const { tell } = useToasts()
  const [error, setError] = useState<unknown>(null)
  const deliver = async (form: FormData) => {
    try {
      await post('/v1/test/inbound', Object.fromEntries(form))
      await client.invalidateQueries({ queryKey: ['emails'] })
      tell(text.simulate.done)
      onClose()
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <Dialog title={text.simulate.title} onClose={onClose}>
      <form className="grid gap-3" action={deliver}>
        <Field as="select" label={text.mail.mailbox} name="mailbox_id">
          {mailboxes.map(({ id, address }) => (
            <option key={id} value={id}>
              {address}
            </option>
          ))}
        </Field>
        <Field label={text.simulate.from} name="from" type="email" required defaultValue="ada@example.com" />
        <Field label={text.mail.subject} name="subject" required defaultValue="Hello" />
        <Field
          as="textarea"
          label={text.mail.body}
          name="markdown"
          required
          rows={5}
          defaultValue="Hello **there**"
        />
        <Trouble error={error} />
        <Button type="submit" look="primary">
          {text.simulate.deliver}
        </Button>
      </form>
    </Dialog>
  )
}
