/** `docs/states.md`: the tables of the core, and a diagram of each machine. */

import { DELIVERY_LIFETIME_MS, DELIVERY_TRANSITIONS } from '../src/core/delivery.ts'
import { COPIES_OPERATOR, HONOURS_ALLOWLIST, MODES, POLICY, TRANSITIONS } from '../src/core/oversight.ts'
import { DELIVERY_WAITS_MS } from '../src/core/retry.ts'
import { columnsOf, READING, STATUSES } from '../src/core/status.ts'
import { code, note, table } from './markdown.ts'

type Machine = Readonly<Record<string, Readonly<Partial<Record<string, string>>>>>

/** Every move of a machine: from, event, to. */
function movesOf(machine: Machine): [string, string, string][] {
  return Object.entries(machine).flatMap(([from, moves]) =>
    Object.entries(moves).map(([event, to]): [string, string, string] => [from, event, to ?? '']),
  )
}

function diagram(machine: Machine, first: readonly string[]): string {
  const moves = movesOf(machine)
  const ends = Object.entries(machine).filter(([from, next]) =>
    Object.values(next).every((to) => to === from),
  )
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...first.map((state) => `  [*] --> ${state}`),
    ...moves.map(([from, event, to]) => `  ${from} --> ${to}: ${event}`),
    ...ends.map(([state]) => `  ${state} --> [*]`),
    '```',
  ].join('\n')
}

/** A row for each state, a column for each event: the next state, or nothing where the event is impossible. */
function moveTable(machine: Machine): string {
  const events = [...new Set(movesOf(machine).map(([, event]) => event))]
  const rows = Object.entries(machine).map(([state, moves]) => [
    code(state),
    ...events.map((event) => moves[event] ?? ''),
  ])
  return table(['State', ...events.map(code)], rows)
}

function statusTable(): string {
  const rows = STATUSES.map((status) => {
    const columns = columnsOf(status)
    const directions = [...new Set(columns.map(({ direction }) => direction))]
    const states = columns.map(({ state, stage }) => (stage === 'none' ? state : `${state}, ${stage}`))
    return [code(status), directions.join(', '), [...new Set(states)].map(code).join(' or ')]
  })
  return table(['Status', 'Direction', 'State, and stage once released'], rows)
}

function modeTable(): string {
  const rows = MODES.map((mode) => [
    code(mode),
    POLICY[mode].inbound,
    POLICY[mode].outbound,
    HONOURS_ALLOWLIST[mode] ? 'release' : POLICY[mode].outbound,
    COPIES_OPERATOR[mode] ? 'yes' : 'no',
  ])
  return table(
    ['Mode', 'Inbound', 'Outbound', 'Outbound, all on the allowlist', 'Copy to the operator'],
    rows,
  )
}

const minutes = (ms: number) => (ms >= 3_600_000 ? `${ms / 3_600_000} h` : `${ms / 60_000} min`)

/** The whole page. */
export function statesPage(): string {
  const waits = DELIVERY_WAITS_MS.map(minutes).join(', ')
  return `${note('src/core/oversight.ts, delivery.ts, status.ts and retry.ts')}
# States

Clients see one word, \`status\`. It is never stored: it is computed from two machines. **Oversight** is about the
message: may it go? **Delivery** is about each recipient: did it arrive? What is not in these tables cannot happen.

## Status

${statusTable()}

\`rejected\` also says why: \`decision\` is \`refused\`, \`expired\` or \`blocked\`, beside \`rejected_reason\` and \`decided_by\`. \`delivered_at\`, \`bounced_at\` and \`bounce_type\` stand beside
the status.

## Modes

What the oversight mode of a mailbox does with a message: \`deny\` refuses to take it, \`hold\` waits for a person,
\`release\` lets it go. From the least autonomy to the most:

${modeTable()}

When a scheduled message comes due, the stricter of the mode at submission and the mode now applies.

## Oversight of a message

${diagram(TRANSITIONS, ['scanning'])}

${moveTable(TRANSITIONS)}

\`block\`: the scan refused it. \`hold\`: a person must decide. \`park\`: to be gated when its time comes. \`schedule\`: cleared, waits
for its time. \`release\`: it may go. \`approve\`: one approval of several, not yet enough. \`reject\`, \`expire\`, \`cancel\`: it will never
go. \`edit\`: its author changed content or recipients. \`amend\`: a reviewer did; approvals given before do not count.

## Delivery to a recipient

${diagram(DELIVERY_TRANSITIONS, ['queued'])}

${moveTable(DELIVERY_TRANSITIONS)}

\`claim\`: an attempt starts. \`accept\`: 2xx to the final dot. \`defer\`: 4xx, or no conversation. \`lose\`: the connection or the process ended
after the message may have been taken. \`refuse\`: 5xx. \`give_up\`: deferred or lost for too long. \`come_back\`: who took it
reported later that it did not arrive: the status stays \`sent\`, and \`bounced_at\` tells.

After a failed attempt the next one waits ${waits}, then every ${minutes(DELIVERY_WAITS_MS.at(-1) ?? 0)} (each ± 10 %). ${DELIVERY_LIFETIME_MS / 86_400_000} days
after its release a delivery is given up.

A message is \`queued\` until its first attempt and \`sending\` while one recipient is undecided; then \`sent\` if the server of
any recipient took it, else \`send_failed\`.

## Inbound mail that may be read

${diagram(READING, ['unread', 'spam_flagged', 'spam_quarantined'])}

${moveTable(READING)}
`
}
