/** What a check of `multimail doctor` came to. */

/** `problem`: the server cannot do its work so; `warning`: it can, but somebody should know. */
export interface Finding {
  readonly name: string
  readonly level: 'ok' | 'warning' | 'problem'
  readonly message: string
  /** What to do, or null when there is nothing to do. */
  readonly fix: string | null
}

/** A way to make the findings of one check. */
export function findings(name: string) {
  return {
    ok: (message: string): Finding => ({ name, level: 'ok', message, fix: null }),
    warning: (message: string, fix: string): Finding => ({ name, level: 'warning', message, fix }),
    problem: (message: string, fix: string): Finding => ({ name, level: 'problem', message, fix }),
  }
}

/** The first line of what an error says. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // Several addresses that all failed come as one error without words.
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : null
  const message = error.message === '' && inner instanceof Error ? inner.message : error.message
  return message.split('\n')[0] ?? error.name
}
