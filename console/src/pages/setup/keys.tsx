/** Keys of agents and programs: what each may do, and the end of one. */

import { useState } from 'react'
import { api, post } from '../../api.ts'
import { text } from '../../strings.ts'
import type { Key } from '../../types.ts'
import { Badge, Button, Card, Field, Moment, Trouble } from '../../ui/parts.tsx'
import { Loaded, Secret, useAction } from '../../ui/section.tsx'

const words = text.setup

const KINDS = {
  agent: { label: 'Agent: reads and sends', scopes: ['read', 'send'] },
  reviewer: { label: 'Reviewer: reads and decides', scopes: ['read', 'oversight'] },
  reader: { label: 'Reader: only reads', scopes: ['read'] },
  admin: { label: 'Administration', scopes: ['read', 'admin'] },
} as const

export function Keys() {
  const { act, error, isBusy } = useAction(['keys'])
  const [made, setMade] = useState('')
  const add = async (form: FormData) => {
    const kind = KINDS[String(form.get('kind')) as keyof typeof KINDS]
    const given = { name: String(form.get('name')), scopes: kind.scopes, test: form.get('test') === 'on' }
    const answer = await act(() => post<{ key: string }>('/v1/keys', given))
    if (answer !== undefined) setMade(answer.key)
  }
  const rotate = async ({ name, scopes, test, mailbox_ids }: Key) => {
    const answer = await act(() => post<{ key: string }>('/v1/keys', { name, scopes, test, mailbox_ids }))
    if (answer !== undefined) setMade(answer.key)
  }
  return (
    <>
      <Card title="A new key">
        <form className="flex flex-wrap items-end gap-3" action={add}>
          <Field className="min-w-48 flex-1" label="Name" name="name" required maxLength={100} />
          <Field as="select" className="min-w-52" label="For" name="kind">
            {Object.entries(KINDS).map(([kind, { label }]) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </Field>
          <label className="flex min-h-9 items-center gap-2 text-sm">
            <input type="checkbox" name="test" className="size-4" /> Test key: nothing leaves
          </label>
          <Button type="submit" look="primary" disabled={isBusy}>
            {words.add}
          </Button>
        </form>
        <Trouble error={error} />
        {made === '' ? null : <Secret label="key" value={made} />}
      </Card>
      <Card title={words.sections.keys}>
        <p className="mb-2 text-sm text-soft">{words.rotateWhy}</p>
        <Loaded<{ keys: Key[] }> name="keys" path="/v1/keys">
          {({ keys }) => (
            <ul className="divide-y divide-line">
              {keys.map((key) => (
                <li key={key.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
                  <span className="min-w-0 flex-1 basis-56">
                    <span className="font-medium">{key.name}</span>{' '}
                    <code className="font-mono text-xs text-soft">{key.prefix}…</code>
                    <span className="block text-sm text-soft">
                      {key.mailbox_ids === null ? 'all mailboxes' : `${key.mailbox_ids.length} mailboxes`} ·
                      made <Moment at={key.created_at} />
                    </span>
                  </span>
                  {key.test ? <Badge tone="accent">test</Badge> : null}
                  {key.scopes.map((scope) => (
                    <Badge key={scope}>{scope}</Badge>
                  ))}
                  {key.revoked_at === null ? (
                    <Button
                      disabled={isBusy}
                      aria-label={`${words.rotate} ${key.name}`}
                      onClick={() => void rotate(key)}
                    >
                      {words.rotate}
                    </Button>
                  ) : null}
                  {key.revoked_at === null ? (
                    <Button
                      look="stop"
                      disabled={isBusy}
                      aria-label={`${words.revoke} ${key.name}`}
                      onClick={() => void act(() => api('DELETE', `/v1/keys/${key.id}`), words.done)}
                    >
                      {words.revoke}
                    </Button>
                  ) : (
                    <Badge tone="stop">revoked</Badge>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </Card>
    </>
  )
}
