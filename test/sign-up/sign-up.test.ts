import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { askForAccount, codeIn, mailTo, proofOf, request, signUpAs } from '../support/sign-up.ts'

let app: TestServer

beforeEach(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_SIGNUP: 'open', MULTIMAIL_ROLES: 'http' } })
})
afterEach(() => app.stop())

describe('from nothing to a held mail', () => {
  it('gives an account, a mailbox and a key to whoever has the code, and holds what the key sends', async () => {
    const asked = await askForAccount(app, { slug: 'acme', use_case: 'Order confirmations' })
    expect(asked.status).toBe(200)
    expect(asked.body.status).toBe('confirmation_sent')
    const [mail] = await mailTo(app, 'ada@acme.example')
    expect(mail?.text).toContain('acme@multimail.localhost')
    expect(mail?.text).toContain('A person approves what this agent sends')

    const { status, body } = await app.call(null, 'POST', '/v1/confirm', { code: codeIn(mail) })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'active',
      name: 'Acme GmbH',
      oversight_mode: 'gated_send',
      mailbox_address: 'acme@multimail.localhost',
      oversight_email: 'ada@acme.example',
      use_case: 'Order confirmations',
    })
    const key = String(body.api_key)
    expect(key).toMatch(/^mm_live_/)

    const sent = await app.call(key, 'POST', `/v1/mailboxes/${body.mailbox_id}/send`, {
      to: ['bob@example.com'],
      subject: 'Hello',
      markdown: 'A first mail',
    })
    expect(sent.status).toBe(202)
    const held = await app.call(key, 'GET', `/v1/mailboxes/${body.mailbox_id}/emails/${sent.body.id}`)
    expect(held.body.status).toBe('pending_send_approval')
    const [review] = await mailTo(app, 'ada@acme.example').then((mails) =>
      mails.filter(({ kind }) => kind === 'review'),
    )
    // The mail of an account is its own: the operator of the server does not find it.
    expect(review).toBeUndefined()
    const own = await app.call(key, 'GET', '/v1/test/captured')
    const recipients = (own.body.emails as unknown as Json[]).map(({ envelope }) => envelope?.to)
    expect(recipients).toEqual([['ada@acme.example']])
  })

  it('starts in the mode that was asked for', async () => {
    const made = await signUpAs(app, { oversight_email: 'a@one.example', oversight_mode: 'gated_all' })
    expect(made.oversight_mode).toBe('gated_all')
  })

  it('makes a name of the operator when none is asked for, and the nearest free one when that is taken', async () => {
    const one = await signUpAs(app, { oversight_email: 'a@one.example', operator_name: 'Blau & Söhne' })
    const two = await signUpAs(app, { oversight_email: 'b@two.example', operator_name: 'Blau & Söhne' })
    expect(one.mailbox_address).toBe('blau-sohne@multimail.localhost')
    expect(two.mailbox_address).toBe('blau-sohne-mail@multimail.localhost')
  })

  it('records who came in, and that the terms were accepted', async () => {
    const made = await signUpAs(app, { oversight_email: 'a@one.example' })
    const own = await app.call(String(made.api_key), 'GET', '/v1/audit-log')
    const entries = own.body.entries as unknown as Json[]
    const created = entries.find(({ action }) => String(action) === 'account.created')
    expect(created?.metadata).toMatchObject({
      by: 'sign-up',
      accepted: ['tos', 'operator_agreement', 'anti_spam_policy'],
    })
    const host = await app.call(app.made.keys.admin, 'GET', '/v1/audit-log')
    const actions = (host.body.entries as unknown as Json[]).map(({ action }) => String(action))
    expect(actions).toContain('sign_up.asked')
    expect(actions).toContain('sign_up.confirmed')
    expect(JSON.stringify(host.body)).not.toContain('a@one.example')
  })
})

describe('whoever asks learns nothing of others', () => {
  it('answers the same for a known and an unknown address, and tells the known one by mail', async () => {
    await signUpAs(app, { oversight_email: 'ada@acme.example', slug: 'acme' })
    const known = await askForAccount(app, { oversight_email: 'Ada@ACME.example' })
    const unknown = await askForAccount(app, { oversight_email: 'eve@other.example' })
    expect(known.body).toEqual(unknown.body)
    expect([known.status, unknown.status]).toEqual([200, 200])
    expect([...known.headers.keys()]).toEqual([...unknown.headers.keys()])
    const [news] = await mailTo(app, 'ada@acme.example')
    expect(news?.email.subject).toBe('You have a MultiMail account already')
    expect(() => codeIn(news)).toThrow('no code')
  })

  it('answers the same to a resend for whoever waits and whoever does not', async () => {
    await askForAccount(app, { oversight_email: 'ada@acme.example' })
    const path = '/v1/account/resend-confirmation'
    const waits = await app.call(null, 'POST', path, { oversight_email: 'ada@acme.example' })
    const nobody = await app.call(null, 'POST', path, { oversight_email: 'eve@other.example' })
    expect(waits.body).toEqual(nobody.body)
    expect(waits.body.status).toBe('confirmation_resent')
    expect(await mailTo(app, 'eve@other.example')).toEqual([])
    const [newest, first] = await mailTo(app, 'ada@acme.example')
    const old = await app.call(null, 'POST', '/v1/confirm', { code: codeIn(first) })
    expect(old.body.code).toBe('wrong_code')
    const fresh = await app.call(null, 'POST', '/v1/confirm', { code: codeIn(newest) })
    expect(fresh.status).toBe(200)
  })

  it('resends once in five minutes', async () => {
    const path = '/v1/account/resend-confirmation'
    const body = { oversight_email: 'ada@acme.example' }
    expect((await app.call(null, 'POST', path, body)).status).toBe(200)
    const again = await app.call(null, 'POST', path, body)
    expect(again.status).toBe(429)
    expect(again.headers.get('retry-after')).toBe('300')
    app.context.clock.advance(300_000)
    expect((await app.call(null, 'POST', path, body)).status).toBe(200)
  })
})

describe('the proof of work', () => {
  it('is good once', async () => {
    const proof = await proofOf(app)
    expect((await askForAccount(app, { pow_solution: proof })).status).toBe(200)
    const again = await askForAccount(app, { pow_solution: proof, oversight_email: 'b@two.example' })
    expect([again.status, again.body.code]).toEqual([400, 'challenge_failed'])
  })

  it('is good for five minutes', async () => {
    const proof = await proofOf(app)
    app.context.clock.advance(5 * 60_000)
    expect((await askForAccount(app, { pow_solution: proof })).body.code).toBe('challenge_failed')
  })

  it.each([
    ['another number', { number: 100_001 }],
    ['another signature', { signature: 'a'.repeat(64) }],
    ['a later end', { salt: 'aa?expires=9999999999&' }],
    ['another algorithm', { algorithm: 'SHA-1' }],
  ])('is refused with %s', async (_, change) => {
    const proof = await proofOf(app)
    const { body } = await askForAccount(app, { pow_solution: { ...proof, ...change } })
    expect(body.code).toBe('challenge_failed')
  })

  it('is not used up by a name that cannot be had', async () => {
    const proof = await proofOf(app)
    const taken = await askForAccount(app, { pow_solution: proof, slug: 'postmaster' })
    expect([taken.status, taken.body.code]).toEqual([409, 'slug_taken'])
    expect((await askForAccount(app, { pow_solution: proof, slug: 'acme' })).status).toBe(200)
  })
})

describe('what is refused', () => {
  it.each(['accepted_tos', 'accepted_operator_agreement', 'accepted_anti_spam_policy'])(
    'a request without %s',
    async (name) => {
      const { status, body } = await app.call(
        null,
        'POST',
        '/v1/account',
        request({ pow_solution: await proofOf(app), [name]: false }),
      )
      expect(status).toBe(400)
      expect(JSON.stringify(body.details)).toContain(name)
    },
  )

  it.each(['a@mailinator.com', 'a@sub.mailinator.com'])('the disposable address %s', async (address) => {
    const { status, body } = await askForAccount(app, { oversight_email: address })
    expect([status, body.code]).toEqual([400, 'disposable_address'])
  })

  it.each(['agent@multimail.localhost', 'x@sub.multimail.localhost'])(
    'the mailbox %s of this server as the person who decides',
    async (address) => {
      const { status, body } = await askForAccount(app, { oversight_email: address })
      expect(status).toBe(400)
      expect(JSON.stringify(body.details)).toContain('oversight_email')
    },
  )

  it('the fourth request for an address within an hour, whatever the address', async () => {
    for (let time = 0; time < 3; time++) expect((await askForAccount(app)).status).toBe(200)
    const fourth = await askForAccount(app)
    expect([fourth.status, fourth.body.code]).toEqual([429, 'rate_limited'])
    expect((await askForAccount(app, { oversight_email: 'b@two.example' })).status).toBe(200)
    app.context.clock.advance(3_600_000)
    expect((await askForAccount(app)).status).toBe(200)
  })
})

describe('an Idempotency-Key', () => {
  it('makes a repetition harmless for an hour, also without a new proof of work', async () => {
    const proof = await proofOf(app)
    const headers = { 'idempotency-key': 'once' }
    const first = await askForAccount(app, { pow_solution: proof }, headers)
    const second = await askForAccount(app, { pow_solution: proof }, headers)
    expect(second.body).toEqual(first.body)
    expect(await mailTo(app, 'ada@acme.example')).toHaveLength(1)
    const other = await askForAccount(app, { operator_name: 'Other' }, headers)
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_mismatch'])
    app.context.clock.advance(3_600_000)
    expect((await askForAccount(app, { operator_name: 'Other' }, headers)).status).toBe(200)
  })

  it('sends one mail when two requests come at once', async () => {
    const headers = { 'idempotency-key': 'twice' }
    const proofs = [await proofOf(app), await proofOf(app)]
    const answers = await Promise.all(
      proofs.map((proof) => askForAccount(app, { pow_solution: proof }, headers)),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await mailTo(app, 'ada@acme.example')).toHaveLength(1)
  })
})
