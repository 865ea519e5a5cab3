/** Set-up: one section at a time, each with what an operator does there. */

import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useIsOwner } from '../session.tsx'
import { text } from '../strings.ts'
import { Account } from './setup/account.tsx'
import { Domains } from './setup/domains.tsx'
import { Guide } from './setup/guide.tsx'
import { Keys } from './setup/keys.tsx'
import { Mailboxes } from './setup/mailboxes.tsx'
import { People } from './setup/people.tsx'
import { Suppression } from './setup/suppression.tsx'
import { Webhooks } from './setup/webhooks.tsx'
import { You } from './setup/you.tsx'

const words = text.setup

type Section = keyof typeof words.sections

const SECTIONS: Readonly<Record<Section, () => ReactNode>> = {
  guide: Guide,
  mailboxes: Mailboxes,
  keys: Keys,
  webhooks: Webhooks,
  domains: Domains,
  suppression: Suppression,
  people: People,
  account: Account,
  you: You,
}

const NAMES = Object.keys(SECTIONS) as Section[]
/** What everybody sees; the rest is for owners. */
const FOR_ALL: readonly Section[] = ['mailboxes', 'you']

export function Setup() {
  const { section } = useParams({ from: '/shell/setup/$section' })
  const isOwner = useIsOwner()
  const open = isOwner ? NAMES : FOR_ALL
  const chosen = open.find((name) => name === section) ?? open[0] ?? 'you'
  const Shown = SECTIONS[chosen]
  return (
    <div className="mx-auto max-w-5xl p-4">
      <h1 className="mb-3 text-2xl font-semibold">{words.title}</h1>
      <nav aria-label={words.title} className="mb-4 flex gap-1 overflow-x-auto border-b border-line pb-1">
        {open.map((name) => (
          <Link
            key={name}
            to="/setup/$section"
            params={{ section: name }}
            className="flex min-h-9 items-center whitespace-nowrap rounded-lg px-3 text-sm text-soft hover:bg-raised aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
          >
            {words.sections[name]}
          </Link>
        ))}
      </nav>
      <div className="grid gap-4">
        <Shown />
      </div>
    </div>
  )
}
