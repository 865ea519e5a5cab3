/** The public name of an account's sending record (contract §9): it tells nothing about the account itself. */

/** 64 hex digits. `digest`: SHA-256 in lower-case hex. */
export function reputationHashOf(accountId: string, digest: (text: string) => string): string {
  return digest(`multimail-reputation-1 ${accountId}`)
}
