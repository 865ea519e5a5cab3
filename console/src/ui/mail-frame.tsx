/** A mail as it looks: a sandboxed document of the server's, in which nothing runs, loads or leads away. */

import { useState } from 'react'
import { addressOf } from '../api.ts'
import { text } from '../strings.ts'
import { Button } from './parts.tsx'

const LINK = /\bhttps?:\/\/[^\s<>()[\]"']+/g

export function MailFrame({
  mailboxId,
  emailId,
  inbound,
  markdown,
}: {
  readonly mailboxId: string
  readonly emailId: string
  readonly inbound: boolean
  readonly markdown: string
}) {
  const [pictures, setPictures] = useState(false)
  const path = `/v1/mailboxes/${mailboxId}/emails/${emailId}/view${pictures ? '?pictures=1' : ''}`
  const links = [...new Set(markdown.match(LINK) ?? [])].slice(0, 50)
  return (
    <div>
      <iframe
        key={path}
        title={text.mail.rendered}
        src={addressOf(path)}
        sandbox=""
        className="h-[52vh] min-h-72 w-full rounded-lg border border-line bg-white"
      />
      {inbound && !pictures ? (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-sm text-soft">
          {text.mail.picturesWhy}
          <Button onClick={() => setPictures(true)}>{text.mail.pictures}</Button>
        </p>
      ) : null}
      {links.length === 0 ? null : (
        <details className="mt-2 text-sm">
          <summary className="text-soft">
            {text.mail.links} ({links.length})
          </summary>
          <ul className="mt-1 list-disc pl-5">
            {links.map((link) => (
              <li key={link} className="break-all font-mono text-xs leading-6">
                {link}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
