/** The first steps, each ticked off by what is really there. */

import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { get } from '../../api.ts'
import { text } from '../../strings.ts'
import type { Domain, Key, Mailbox, Webhook } from '../../types.ts'
import { Badge, Card } from '../../ui/parts.tsx'
import { Copyable } from '../../ui/section.tsx'

interface Health {
  readonly delivery: string
  readonly warnings: readonly string[]
}

interface Step {
  readonly title: string
  readonly why: string
  readonly done: boolean
  readonly section: string
}

export function Guide() {
  const [health, domains, mailboxes, keys, webhooks, statistics] = useQueries({
    queries: [
      { queryKey: ['health'], queryFn: () => get<Health>('/health') },
      { queryKey: ['domains', '/v1/domains'], queryFn: () => get<{ domains: Domain[] }>('/v1/domains') },
      { queryKey: ['mailboxes', 'all'], queryFn: () => get<{ mailboxes: Mailbox[] }>('/v1/mailboxes') },
      { queryKey: ['keys', '/v1/keys'], queryFn: () => get<{ keys: Key[] }>('/v1/keys') },
      { queryKey: ['webhooks', '/v1/webhooks'], queryFn: () => get<{ webhooks: Webhook[] }>('/v1/webhooks') },
      {
        queryKey: ['statistics', 'all'],
        queryFn: () => get<{ days: { approved: number }[] }>('/v1/statistics'),
      },
    ],
  })
  const mailbox = mailboxes.data?.mailboxes[0]
  const steps: Step[] = [
    {
      title: 'A mailbox for an agent',
      why: 'Each agent writes from a mailbox of its own. A new one holds every mail until a person approves it.',
      done: (mailboxes.data?.mailboxes.length ?? 0) > 0,
      section: 'mailboxes',
    },
    {
      title: 'A key for the agent',
      why: 'With the scopes read and send. Try it first with a test key: it goes through everything and delivers nothing.',
      done:
        keys.data?.keys.some(({ scopes, revoked_at }) => scopes.includes('send') && revoked_at === null) ??
        false,
      section: 'keys',
    },
    {
      title: 'The first approval',
      why: 'Let the agent send. The mail waits under Approvals until you let it go.',
      done: statistics.data?.days.some(({ approved }) => approved > 0) ?? false,
      section: 'approvals',
    },
    {
      title: 'A way out',
      why: 'Until a relay is set up every mail is captured here. Set MULTIMAIL_RELAY_URL, or MULTIMAIL_DELIVERY=direct; `npx multimail doctor` tries the way out.',
      done: health.data !== undefined && health.data.delivery !== 'capture',
      section: 'guide',
    },
    {
      title: 'A domain of your own',
      why: 'Publish the records that are listed; they are looked up again by themselves.',
      done: domains.data?.domains.some(({ status }) => status === 'active') ?? false,
      section: 'domains',
    },
    {
      title: 'A webhook for your scenario',
      why: 'Make, n8n or your own program hears at once what was decided and what came in.',
      done: (webhooks.data?.webhooks.length ?? 0) > 0,
      section: 'webhooks',
    },
  ]
  const command = `curl -fsS ${location.origin}/v1/mailboxes/${mailbox?.id ?? 'MAILBOX_ID'}/send -H "Authorization: Bearer $AGENT_KEY" -H 'Content-Type: application/json' -d '{"to":["ada@example.com"],"subject":"Hello","markdown":"Hello **Ada**"}'`
  return (
    <>
      {health.data?.warnings.map((warning) => (
        <p key={warning} className="rounded-lg bg-warn-soft px-3 py-2 text-sm text-warn">
          {warning}
        </p>
      ))}
      <Card title={text.setup.sections.guide}>
        <ol className="grid gap-3">
          {steps.map(({ title, why, done, section }, index) => (
            <li key={title} className="flex gap-3">
              <span
                aria-hidden="true"
                className={`mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full text-sm font-semibold ${done ? 'bg-go-soft text-go' : 'bg-raised text-soft'}`}
              >
                {done ? '✓' : index + 1}
              </span>
              <div className="min-w-0">
                <p className="font-medium">
                  {section === 'approvals' ? (
                    <Link to="/approvals" className="text-accent underline">
                      {title}
                    </Link>
                  ) : (
                    <Link to="/setup/$section" params={{ section }} className="text-accent underline">
                      {title}
                    </Link>
                  )}{' '}
                  <Badge tone={done ? 'go' : 'plain'}>{done ? text.setup.done : text.setup.open}</Badge>
                </p>
                <p className="text-sm text-soft">{why}</p>
              </div>
            </li>
          ))}
        </ol>
      </Card>
      <Card title="The first mail, from a terminal">
        <Copyable value={command} label="command" />
      </Card>
    </>
  )
}
