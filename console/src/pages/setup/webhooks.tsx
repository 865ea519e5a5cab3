/** Subscriptions: what is posted where, whether it arrives, and another try. */

import { useState } from 'react'
import { api, post } from '../../api.ts'
import { text } from '../../strings.ts'
import type { Webhook, WebhookDelivery } from '../../types.ts'
import { Badge, Button, Card, Field, Moment, Trouble } from '../../ui/parts.tsx'
import { Loaded, Secret, useAction } from '../../ui/section.tsx'

const words = text.setup

const EVENTS = [
  'oversight.pending',
  'oversight.approved',
  'oversight.rejected',
  'message.received',
  'message.sent',
  'message.delivered',
  'message.bounced',
  'message.complained',
  'message.failed',
] as const

export function Webhooks() {
  const { act, error, isBusy } = useAction(['webhooks', 'webhook-deliveries'])
  const [made, setMade] = useState('')
  const add = async (form: FormData) => {
    const given = { url: String(form.get('url')), events: form.getAll('events').map(String) }
    const answer = await act(() => post<{ signing_secret: string }>('/v1/webhooks', given))
    if (answer !== undefined) setMade(answer.signing_secret)
  }
  return (
    <>
      <Card title="A new webhook">
        <form className="grid gap-3" action={add}>
          <Field label="URL" name="url" type="url" required placeholder="https://hook.eu2.make.com/…" />
          <fieldset>
            <legend className="mb-1 text-sm font-medium">Events</legend>
            <div className="flex flex-wrap gap-x-4 gap-y-1">
              {EVENTS.map((event, index) => (
                <label key={event} className="flex min-h-8 items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    name="events"
                    value={event}
                    defaultChecked={index < 3}
                    className="size-4"
                  />
                  {event}
                </label>
              ))}
            </div>
          </fieldset>
          <Button type="submit" look="primary" disabled={isBusy} className="justify-self-start">
            {words.add}
          </Button>
        </form>
        <Trouble error={error} />
        {made === '' ? null : <Secret label="signing secret" value={made} />}
      </Card>
      <Card title={words.sections.webhooks}>
        <Loaded<{ webhooks: Webhook[] }> name="webhooks" path="/v1/webhooks">
          {({ webhooks }) => (
            <ul className="divide-y divide-line">
              {webhooks.map((webhook) => (
                <li key={webhook.id} className="py-3">
                  <p className="flex flex-wrap items-center gap-2">
                    <span className="min-w-0 break-all font-medium">{webhook.url}</span>
                    <Badge tone={webhook.is_active ? 'go' : 'stop'}>
                      {webhook.is_active ? 'active' : 'off'}
                    </Badge>
                    {webhook.failing_since === null ? null : <Badge tone="warn">failing</Badge>}
                  </p>
                  <p className="text-sm text-soft">{webhook.events.join(', ')}</p>
                  {webhook.disabled_reason === null ? null : (
                    <p className="text-sm text-stop">{webhook.disabled_reason}</p>
                  )}
                  <div className="mt-2 flex gap-2">
                    <Button
                      disabled={isBusy}
                      onClick={() => void act(() => post(`/v1/webhooks/${webhook.id}/test`), words.done)}
                    >
                      {words.test}
                    </Button>
                    <Button
                      look="stop"
                      disabled={isBusy}
                      aria-label={`${words.remove} ${webhook.url}`}
                      onClick={() => void act(() => api('DELETE', `/v1/webhooks/${webhook.id}`), words.done)}
                    >
                      {words.remove}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </Card>
      <Card title={words.attempts}>
        <Loaded<{ deliveries: WebhookDelivery[] }>
          name="webhook-deliveries"
          path="/v1/webhook-deliveries?limit=20"
        >
          {({ deliveries }) => (
            <ul className="divide-y divide-line">
              {deliveries.map((delivery) => (
                <li key={delivery.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2 text-sm">
                  <span className="min-w-0 flex-1 basis-64">
                    <span className="font-medium">{delivery.event_type}</span>{' '}
                    <span className="text-soft">
                      <Moment at={delivery.created_at} />
                    </span>
                    <details>
                      <summary className="text-soft">
                        {delivery.attempts} × · {delivery.response_status ?? '—'}
                      </summary>
                      <pre className="max-h-60 overflow-auto whitespace-pre-wrap break-all rounded bg-ground p-2 text-xs">
                        {delivery.response_body ?? '—'}
                      </pre>
                    </details>
                  </span>
                  <Badge
                    tone={
                      delivery.status === 'delivered' ? 'go' : delivery.status === 'failed' ? 'stop' : 'warn'
                    }
                  >
                    {delivery.status}
                  </Badge>
                  <Button
                    disabled={isBusy}
                    onClick={() =>
                      void act(() => post(`/v1/webhook-deliveries/${delivery.id}/redeliver`), words.done)
                    }
                  >
                    {words.redeliver}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </Card>
    </>
  )
}
