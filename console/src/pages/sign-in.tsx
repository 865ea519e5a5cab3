/** Signing in: a code by mail, a passkey, or a password with a code of an app. */

import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ApiError, post } from '../api.ts'
import { passkeyAnswer } from '../passkeys.ts'
import { sessionQuery } from '../session.tsx'
import { text } from '../strings.ts'
import { Button, Field, Trouble } from '../ui/parts.tsx'

const words = text.signIn

interface SignedIn {
  readonly totp_required: boolean
}

/** A code in the fragment of a link from the mail, which no server sees. */
const codeOfLink = () => new URLSearchParams(location.hash.slice(1)).get('code') ?? ''

export function SignIn() {
  const { email: given = '', to = '/approvals' } = useSearch({ from: '/sign-in' })
  const client = useQueryClient()
  const navigate = useNavigate()
  const [email, setEmail] = useState(given)
  const [code, setCode] = useState(codeOfLink)
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const [step, setStep] = useState<'email' | 'code' | 'password'>(codeOfLink() === '' ? 'email' : 'code')
  const [wantsTotp, setWantsTotp] = useState(false)
  const [accounts, setAccounts] = useState<readonly { slug: string; name: string }[]>([])
  const [account, setAccount] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  const enter = async (answer: SignedIn) => {
    if (answer.totp_required) return setWantsTotp(true)
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey })
    client.clear()
    await navigate({ to })
  }
  const attempt = async (act: () => Promise<void>) => {
    setIsBusy(true)
    setError(null)
    try {
      await act()
    } catch (failure) {
      if (failure instanceof ApiError && failure.code === 'choose_account') setAccounts(failure.accounts)
      setError(failure)
    }
    setIsBusy(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void attempt(async () => {
      if (step === 'email') {
        await post('/v1/session/code', { email })
        setStep('code')
        return
      }
      const proof = step === 'code' ? { code } : { password }
      const more = { ...(totp === '' ? {} : { totp }), ...(account === '' ? {} : { account }) }
      await enter(await post<SignedIn>('/v1/session', { email, ...proof, ...more }))
    })
  }
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <div className="w-full max-w-sm rounded-2xl border border-line bg-card p-6 shadow-sm">
        <p className="mb-1 text-sm text-soft">{text.name}</p>
        <h1 className="mb-5 text-2xl font-semibold">{words.title}</h1>
        <form className="grid gap-3" onSubmit={submit}>
          <Field
            label={words.email}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event: { target: { value: string } }) => setEmail(event.target.value)}
          />
          {step === 'code' ? (
            <>
              <p role="status" className="text-sm text-soft">
                {words.sent}
              </p>
              <Field
                label={words.code}
                autoComplete="one-time-code"
                autoFocus
                required
                value={code}
                onChange={(event: { target: { value: string } }) => setCode(event.target.value)}
              />
            </>
          ) : null}
          {step === 'password' ? (
            <Field
              label={words.password}
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event: { target: { value: string } }) => setPassword(event.target.value)}
            />
          ) : null}
          {wantsTotp || step === 'password' ? (
            <Field
              label={words.totp}
              inputMode="numeric"
              autoComplete="one-time-code"
              value={totp}
              onChange={(event: { target: { value: string } }) => setTotp(event.target.value)}
            />
          ) : null}
          {accounts.length === 0 ? null : (
            <Field
              as="select"
              label={words.account}
              value={account}
              onChange={(event: { target: { value: string } }) => setAccount(event.target.value)}
            >
              <option value="" />
              {accounts.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </Field>
          )}
          <Trouble error={error} />
          <Button type="submit" look="primary" disabled={isBusy}>
            {step === 'email' ? words.send : words.submit}
          </Button>
        </form>
        <div className="mt-4 grid gap-2">
          <Button
            disabled={isBusy}
            onClick={() =>
              void attempt(async () => {
                const response = await passkeyAnswer('/v1/session/passkey/options')
                await enter(await post<SignedIn>('/v1/session/passkey', { response }))
              })
            }
          >
            {words.passkey}
          </Button>
          <Button look="bare" onClick={() => setStep(step === 'password' ? 'email' : 'password')}>
            {step === 'password' ? words.useCode : words.usePassword}
          </Button>
        </div>
      </div>
    </main>
  )
}
