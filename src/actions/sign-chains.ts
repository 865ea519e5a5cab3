/** Signing where the chains of the trail end, every hour in which they grew (contract §9). */

import type { Context } from '../context.ts'
import { listGrownChains } from '../store/audit-checkpoints.ts'
import { signChain } from '../store/sign-chain.ts'

/** Chains looked up at once. */
const PAGE = 100

/** Signs every chain that grew since it was signed last. Returns how many; one that does not fit is told in the log. */
export async function signGrownChains(context: Context): Promise<number> {
  const { database, identity, clock, log } = context
  let count = 0
  for (let after = ''; ; ) {
    const grown = await listGrownChains(database.reader, after, PAGE)
    for (const { chain_id: chainId, account_id: accountId } of grown) {
      const head = await signChain(database, identity, { accountId, chainId }, clock.now())
      if (head.problem === null) count++
      else
        log.error({ chain: chainId, problem: head.problem }, 'the audit log does not fit: it was not signed')
    }
    after = grown.at(-1)?.chain_id ?? after
    if (grown.length < PAGE) return count
  }
}
