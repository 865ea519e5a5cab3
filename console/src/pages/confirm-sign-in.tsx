/** Asks again who is there, before something that only an owner may do. */

import { useEffect, useState } from 'react'
import { onSignInAgain, post } from '../api.ts'
import { passkeyAnswer } from '../passkeys.ts'
import { useSession } from '../session.tsx'
import { text } from '../strings.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Button, Field, Trouble } from '../ui/parts.tsx'

const words = text.signIn

export function ConfirmSignIn() {
  const session = useSession()
  const email = session?.person.email ?? ''
  const [settle, setSettle] = useState<((confirmed: boolean) => void) | null>(null)
  const [code, setCode] = useState('')
  const [totp, setTotp] = useState('')
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    onSignInAgain(async () => {
      await post('/v1/session/code', { email })
      return new Promise<boolean>((resolve) => setSettle(() => resolve))
    })
  }, [email])
  if (settle === null) return null
  const end = (confirmed: boolean) => {
    settle(confirmed)
    setSettle(null)
    setCode('')
    setTotp('')
    setError(null)
  }
  const attempt = (act: () => Promise<unknown>) => act().then(() => end(true), setError)
  return (
    <Dialog title={words.again} onClose={() => end(false)}>
      <p className="mb-3 text-soft">{words.againWhy}</p>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void attempt(() => post('/v1/session/confirm', totp === '' ? { code } : { code, totp }))
        }}
      >
        <p className="text-sm text-soft">{words.sent}</p>
        <Field
          label={words.code}
          autoComplete="one-time-code"
          required
          value={code}
          onChange={(event: { target: { value: string } }) => setCode(event.target.value)}
        />
        {session?.sign_in_methods.totp ? (
          <Field
            label={words.totp}
            inputMode="numeric"
            value={totp}
            onChange={(event: { target: { value: string } }) => setTotp(event.target.value)}
          />
        ) : null}
        <Trouble error={error} />
        <Button type="submit" look="primary">
          {words.submit}
        </Button>
        {session?.sign_in_methods.passkeys ? (
          <Button
            onClick={() =>
              void attempt(async () => {
                const response = await passkeyAnswer('/v1/session/passkey/options')
                await post('/v1/session/confirm', { response })
              })
            }
          >
            {words.passkey}
          </Button>
        ) : null}
        <Button look="bare" onClick={() => void post('/v1/session/code', { email }).catch(setError)}>
          {words.another}
        </Button>
      </form>
    </Dialog>
  )
}
