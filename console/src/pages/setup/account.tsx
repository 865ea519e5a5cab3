/** Who answers for the mail, and how much of it there may be. */

import { api, post } from '../../api.ts'
import { bytes } from '../../format.ts'
import { text } from '../../strings.ts'
import { Button, Card, Field, Trouble } from '../../ui/parts.tsx'
import { Loaded, useAction } from '../../ui/section.tsx'

const words = text.setup

interface AccountAnswer {
  readonly name: string
  readonly slug: string
  readonly oversight_email: string
  readonly physical_address: string | null
  readonly monthly_email_quota: number
  readonly emails_sent_this_month: number
  readonly max_mailboxes: number
  readonly storage_used_bytes: number
  readonly max_storage_bytes: number
  readonly sending_disabled: boolean
  readonly sending_disabled_reason: string | null
  readonly enforcement_tier: string
}

export function Account() {
  return (
    <Loaded<AccountAnswer> name="account" path="/v1/account">
      {(account) => (
        <>
          <Standing account={account} />
          <About account={account} />
          <Limits account={account} />
        </>
      )}
    </Loaded>
  )
}

/** Shown when too much came back and sending was stopped. */
function Standing({ account }: { readonly account: AccountAnswer }) {
  const { act, error, isBusy } = useAction(['account'])
  if (!account.sending_disabled) return null
  return (
    <Card title={words.stopped}>
      <p className="mb-3 text-stop">{account.sending_disabled_reason}</p>
      <Trouble error={error} />
      <Button
        look="go"
        disabled={isBusy}
        onClick={() =>
          void act(() => post('/v1/account/allow-sending', { reason: words.allowReason }), words.done)
        }
      >
        {words.allow}
      </Button>
    </Card>
  )
}

function About({ account }: { readonly account: AccountAnswer }) {
  const { act, error, isBusy } = useAction(['account', 'session'])
  const save = async (form: FormData) => {
    const given = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
    const before: Readonly<Record<string, string>> = {
      name: account.name,
      oversight_email: account.oversight_email,
      physical_address: account.physical_address ?? '',
    }
    const changed = Object.entries(given).filter(([name, value]) => before[name] !== value)
    await act(() => api('PATCH', '/v1/account', Object.fromEntries(changed)), words.done)
  }
  return (
    <Card title={words.about}>
      <form className="grid gap-3" action={save}>
        <Field
          label={words.operator}
          hint={words.operatorWhy}
          name="name"
          required
          defaultValue={account.name}
        />
        <Field
          label={words.oversight}
          hint={words.oversightWhy}
          name="oversight_email"
          type="email"
          required
          defaultValue={account.oversight_email}
        />
        <Field
          label={words.address}
          hint={words.addressWhy}
          name="physical_address"
          defaultValue={account.physical_address ?? ''}
        />
        <Trouble error={error} />
        <Button type="submit" look="primary" disabled={isBusy} className="justify-self-start">
          {words.save}
        </Button>
      </form>
    </Card>
  )
}

function Limits({ account }: { readonly account: AccountAnswer }) {
  const rows = [
    [words.quota, `${account.emails_sent_this_month} / ${account.monthly_email_quota}`],
    [words.storage, `${bytes(account.storage_used_bytes)} / ${bytes(account.max_storage_bytes)}`],
    [words.mailboxLimit, String(account.max_mailboxes)],
    [words.tier, account.enforcement_tier],
  ] as const
  return (
    <Card title={words.limits}>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-soft">{words.limitsWhy}</p>
    </Card>
  )
}
