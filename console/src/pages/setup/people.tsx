/** People who sign in here, and what each may do. */

import { api, post } from '../../api.ts'
import { text } from '../../strings.ts'
import type { Person } from '../../types.ts'
import { Badge, Button, Card, Field, Trouble } from '../../ui/parts.tsx'
import { Loaded, useAction } from '../../ui/section.tsx'

const words = text.setup

const ROLES = {
  owner: 'Owner: decides and changes settings',
  reviewer: 'Reviewer: decides',
  viewer: 'Viewer: only looks',
} as const

export function People() {
  const { act, error, isBusy } = useAction(['people'])
  return (
    <>
      <Card title="Invite somebody">
        <form
          className="flex flex-wrap items-end gap-2"
          action={async (form: FormData) => {
            await act(() => post('/v1/people', Object.fromEntries(form)), words.done)
          }}
        >
          <Field className="min-w-56 flex-1" label="Email address" name="email" type="email" required />
          <Field className="min-w-40" label="Name" name="name" />
          <Field as="select" className="min-w-52" label="Role" name="role" defaultValue="reviewer">
            {Object.entries(ROLES).map(([role, label]) => (
              <option key={role} value={role}>
                {label}
              </option>
            ))}
          </Field>
          <Button type="submit" look="primary" disabled={isBusy}>
            {words.add}
          </Button>
        </form>
        <Trouble error={error} />
      </Card>
      <Card title={words.sections.people}>
        <Loaded<{ people: Person[] }> name="people" path="/v1/people">
          {({ people }) => (
            <ul className="divide-y divide-line">
              {people.map((person) => (
                <li key={person.id} className="flex flex-wrap items-center gap-3 py-2">
                  <span className="min-w-0 flex-1 basis-56">
                    <span className="font-medium">{person.name || person.email}</span>
                    <span className="block break-all text-sm text-soft">{person.email}</span>
                  </span>
                  <Badge tone={person.status === 'active' ? 'go' : 'warn'}>{person.status}</Badge>
                  {person.is_oversight_address ? <Badge tone="accent">oversight address</Badge> : null}
                  <select
                    aria-label={`Role of ${person.email}`}
                    className="min-h-9 rounded-lg border border-line bg-card px-2 text-sm"
                    value={person.role}
                    disabled={isBusy || person.is_oversight_address}
                    onChange={(event) =>
                      void act(
                        () => api('PATCH', `/v1/people/${person.id}`, { role: event.target.value }),
                        words.done,
                      )
                    }
                  >
                    {Object.keys(ROLES).map((role) => (
                      <option key={role}>{role}</option>
                    ))}
                  </select>
                  {person.is_oversight_address ? null : (
                    <Button
                      look="stop"
                      disabled={isBusy}
                      aria-label={`${words.remove} ${person.email}`}
                      onClick={() => void act(() => api('DELETE', `/v1/people/${person.id}`), words.done)}
                    >
                      {words.remove}
                    </Button>
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
