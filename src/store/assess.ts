/** From what a message says to the signals its reviewer gets. */

import { type Signal, signalsOf } from '../core/risk.ts'
import type { RiskContent } from '../core/risk-facts.ts'
import type { Reader } from './db.ts'
import { gatherRiskFacts, type RiskScope } from './risk-facts.ts'

/** The signals of a message, from its content and what the database knows. Reads only. */
export async function assess(reader: Reader, scope: RiskScope, content: RiskContent): Promise<Signal[]> {
  return signalsOf({ ...content, ...(await gatherRiskFacts(reader, scope, content)) })
}
