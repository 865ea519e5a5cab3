/** Addresses that are not mailed any more, and why. */

import { api } from '../../api.ts'
import { text } from '../../strings.ts'
import { Badge, Button, Card, Empty, Moment, Trouble } from '../../ui/parts.tsx'
import { Loaded, useAction } from '../../ui/section.tsx'

interface Suppressed {
  readonly id: string
  readonly email_address: string
  readonly reason: string
  readonly created_at: string
}

export function Suppression() {
  const { act, error, isBusy } = useAction(['suppression'])
  return (
    <Card title={text.setup.sections.suppression}>
      <Trouble error={error} />
      <Loaded<{ suppressions: Suppressed[] }> name="suppression" path="/v1/suppression?limit=100">
        {({ suppressions }) =>
          suppressions.length === 0 ? (
            <Empty title="Nobody is suppressed">
              Whoever bounces, complains or unsubscribes is listed here.
            </Empty>
          ) : (
            <ul className="divide-y divide-line">
              {suppressions.map((one) => (
                <li key={one.id} className="flex flex-wrap items-center gap-3 py-2">
                  <span className="min-w-0 flex-1 break-all">{one.email_address}</span>
                  <Badge tone="warn">{one.reason}</Badge>
                  <span className="text-sm text-soft">
                    <Moment at={one.created_at} />
                  </span>
                  <Button
                    disabled={isBusy}
                    aria-label={`${text.setup.remove} ${one.email_address}`}
                    onClick={() =>
                      void act(
                        () => api('DELETE', `/v1/suppression/${encodeURIComponent(one.email_address)}`),
                        text.setup.done,
                      )
                    }
                  >
                    {text.setup.remove}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
