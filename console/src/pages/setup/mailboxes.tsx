/** Mailboxes: the mode of each as the ladder of trust it is, and who may be written to without waiting. */

import { useState } from 'react'
import { api, post } from '../../api.ts'
import { spoken } from '../../format.ts'
import { useIsOwner } from '../../session.tsx'
import { text } from '../../strings.ts'
import type { Ladder, Mailbox } from '../../types.ts'
import { Badge, Button, Card, Field, Trouble } from '../../ui/parts.tsx'
import { Loaded, useAction } from '../../ui/section.tsx'

const words = text.setup

export function Mailboxes() {
  const isOwner = useIsOwner()
  return (
    <>
      <Loaded<{ mailboxes: Mailbox[] }> name="mailboxes" path="/v1/mailboxes">
        {({ mailboxes }) =>
          mailboxes.map((mailbox) => <One key={mailbox.id} mailbox={mailbox} isOwner={isOwner} />)
        }
      </Loaded>
      {isOwner ? <Add /> : null}
    </>
  )
}

function One({ mailbox, isOwner }: { readonly mailbox: Mailbox; readonly isOwner: boolean }) {
  const { act, error, isBusy } = useAction(['mailboxes', 'ladder'])
  const path = `/v1/mailboxes/${mailbox.id}`
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Card
      title={mailbox.address}
      actions={
        <span className="flex items-center gap-2">
          <Badge tone="accent">{mailbox.oversight_mode}</Badge>
          {mailbox.paused ? <Badge tone="stop">paused</Badge> : null}
        </span>
      }
    >
      <Trouble error={error} />
      {isOwner ? (
        <form
          className="mb-3 flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            const form = new FormData(event.currentTarget)
            void act(
              () =>
                api('PATCH', path, {
                  display_name: String(form.get('display_name') ?? ''),
                  approvals_required: Number(form.get('approvals_required')),
                }),
              words.done,
            )
          }}
        >
          <Field
            className="min-w-52 flex-1"
            label="Display name"
            name="display_name"
            defaultValue={mailbox.display_name ?? ''}
          />
          <Field
            className="w-40"
            label="Approvals needed"
            name="approvals_required"
            type="number"
            min={1}
            max={10}
            defaultValue={mailbox.approvals_required ?? 1}
          />
          <Button type="submit" disabled={isBusy}>
            {words.save}
          </Button>
        </form>
      ) : null}
      <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary className="min-h-9 py-1.5 font-medium">{words.ladder}</summary>
        {isOpen ? (
          <Steps
            path={path}
            isOwner={isOwner}
            isBusy={isBusy}
            onChoose={(mode) => void act(() => api('PATCH', path, { oversight_mode: mode }), words.done)}
          />
        ) : null}
      </details>
      {isOwner ? <Allowlist path={`${path}/allowlist`} /> : null}
    </Card>
  )
}

function Steps({
  path,
  isOwner,
  isBusy,
  onChoose,
}: {
  readonly path: string
  readonly isOwner: boolean
  readonly isBusy: boolean
  readonly onChoose: (mode: string) => void
}) {
  return (
    <>
      <p className="mb-2 text-sm text-soft">{words.ladderWhy}</p>
      <Loaded<Ladder> name="ladder" path={`${path}/ladder`}>
        {({ modes }) => (
          <ol className="grid gap-1">
            {modes.map(({ mode, current, summary }) => (
              <li
                key={mode}
                className={`flex flex-wrap items-center gap-3 rounded-lg border px-3 py-2 ${current ? 'border-accent bg-accent-soft' : 'border-line'}`}
              >
                <span className="w-28 font-medium">{spoken(mode)}</span>
                <span className="min-w-0 flex-1 basis-60 text-sm">{summary}</span>
                {current ? (
                  <Badge tone="accent">{words.current}</Badge>
                ) : isOwner ? (
                  <Button
                    disabled={isBusy}
                    aria-label={`${words.choose} ${mode}`}
                    onClick={() => onChoose(mode)}
                  >
                    {words.choose}
                  </Button>
                ) : null}
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </>
  )
}

function Allowlist({ path }: { readonly path: string }) {
  const { act, error, isBusy } = useAction(['allowlist', 'ladder'])
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="min-h-9 py-1.5 font-medium">{words.allowlist}</summary>
      <p className="mb-2 text-sm text-soft">{words.allowlistWhy}</p>
      <Trouble error={error} />
      {isOpen ? (
        <Loaded<{ entries: { id: string; entry: string }[] }> name="allowlist" path={path}>
          {({ entries }) => (
            <ul className="mb-2 grid gap-1">
              {entries.map(({ id, entry }) => (
                <li key={id} className="flex items-center justify-between gap-2">
                  <span className="break-all">{entry}</span>
                  <Button
                    look="bare"
                    disabled={isBusy}
                    aria-label={`${words.remove} ${entry}`}
                    onClick={() => void act(() => api('DELETE', `${path}/${id}`), words.done)}
                  >
                    {words.remove}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      ) : null}
      <form
        className="flex flex-wrap items-end gap-2"
        action={async (form: FormData) => {
          await act(() => post(path, { entry: String(form.get('entry')) }), words.done)
        }}
      >
        <Field className="min-w-60 flex-1" label={words.entry} name="entry" required />
        <Button type="submit" disabled={isBusy}>
          {words.add}
        </Button>
      </form>
    </details>
  )
}

function Add() {
  const { act, error, isBusy } = useAction(['mailboxes'])
  return (
    <Card title="A new mailbox">
      <form
        className="flex flex-wrap items-end gap-2"
        action={async (form: FormData) => {
          await act(() => post('/v1/mailboxes', { address_local: String(form.get('address')) }), words.done)
        }}
      >
        <Field
          className="min-w-60 flex-1"
          label="Address, or the part before the @"
          name="address"
          required
          hint="It begins in gated_send: every mail waits for a person."
        />
        <Button type="submit" look="primary" disabled={isBusy}>
          {words.add}
        </Button>
      </form>
      <Trouble error={error} />
    </Card>
  )
}
