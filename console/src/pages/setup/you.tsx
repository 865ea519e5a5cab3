/** How you sign in: passkeys, password with an authenticator, and where you are signed in. */

import { useState } from 'react'
import { api, post } from '../../api.ts'
import { makePasskey } from '../../passkeys.ts'
import { useSession } from '../../session.tsx'
import { text } from '../../strings.ts'
import type { SignInSession } from '../../types.ts'
import { Badge, Button, Card, Field, Moment, Trouble } from '../../ui/parts.tsx'
import { Copyable, Loaded, useAction } from '../../ui/section.tsx'

const words = text.setup

export function You() {
  return (
    <>
      <Passkeys />
      <Password />
      <Sessions />
    </>
  )
}

function Passkeys() {
  const { act, error, isBusy } = useAction(['passkeys', 'session'])
  const add = () =>
    act(async () => {
      const response = await makePasskey('/v1/session/passkeys/options')
      await post('/v1/session/passkeys', { response })
    }, words.done)
  return (
    <Card
      title="Passkeys"
      actions={
        <Button disabled={isBusy} onClick={() => void add()}>
          {words.add}
        </Button>
      }
    >
      <Trouble error={error} />
      <Loaded<{ passkeys: { id: string; name: string; created_at: string }[] }>
        name="passkeys"
        path="/v1/session/passkeys"
      >
        {({ passkeys }) => (
          <ul className="divide-y divide-line">
            {passkeys.map((passkey) => (
              <li key={passkey.id} className="flex items-center justify-between gap-3 py-2">
                <span>
                  {passkey.name}{' '}
                  <span className="text-sm text-soft">
                    <Moment at={passkey.created_at} />
                  </span>
                </span>
                <Button
                  look="bare"
                  disabled={isBusy}
                  aria-label={`${words.remove} ${passkey.name}`}
                  onClick={() =>
                    void act(() => api('DELETE', `/v1/session/passkeys/${passkey.id}`), words.done)
                  }
                >
                  {words.remove}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}

function Password() {
  const session = useSession()
  const { act, error, isBusy } = useAction(['session'])
  const [begun, setBegun] = useState<{ secret: string; otpauth_url: string } | null>(null)
  const begin = async () => {
    const answer = await act(() => post<{ secret: string; otpauth_url: string }>('/v1/session/totp'))
    if (answer !== undefined) setBegun(answer)
  }
  return (
    <Card
      title="Password and authenticator"
      actions={session?.sign_in_methods.password ? <Badge tone="go">set</Badge> : null}
    >
      <p className="mb-3 text-sm text-soft">
        Instead of a code by mail: a password, together with a code of an app.
      </p>
      <Trouble error={error} />
      {begun === null ? (
        <Button disabled={isBusy} onClick={() => void begin()}>
          Set up an authenticator
        </Button>
      ) : (
        <form
          className="grid gap-3"
          action={async (form: FormData) => {
            const done = await act(
              () => api('PUT', '/v1/session/password', Object.fromEntries(form)),
              words.done,
            )
            if (done !== undefined) setBegun(null)
          }}
        >
          <Copyable value={begun.secret} label="secret" />
          <Field label={text.signIn.totp} name="totp_code" inputMode="numeric" required />
          <Field
            label={text.signIn.password}
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={12}
            required
          />
          <Button type="submit" look="primary" disabled={isBusy}>
            {words.save}
          </Button>
        </form>
      )}
    </Card>
  )
}

function Sessions() {
  const { act, error, isBusy } = useAction(['sessions'])
  return (
    <Card title={words.sessions}>
      <Trouble error={error} />
      <Loaded<{ sessions: SignInSession[] }> name="sessions" path="/v1/sessions">
        {({ sessions }) => (
          <ul className="divide-y divide-line">
            {sessions.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center gap-3 py-2 text-sm">
                <span className="min-w-0 flex-1 basis-60 break-words">
                  {one.user_agent}
                  <span className="block text-soft">
                    {one.ip} · {one.method} · <Moment at={one.last_used_at} />
                  </span>
                </span>
                {one.current ? (
                  <Badge tone="accent">{words.thisOne}</Badge>
                ) : (
                  <Button
                    disabled={isBusy}
                    onClick={() => void act(() => api('DELETE', `/v1/sessions/${one.id}`), words.done)}
                  >
                    {words.end}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}
