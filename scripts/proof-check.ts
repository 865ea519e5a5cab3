/** Checking the proof: what the theory states, whether Coq accepts it on some tables, and the record of that. */

import { spawn } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Why the proof does not stand, or could not be checked, in one line. */
export class ProofError extends Error {}

/** The two files of the proof, as text. */
export interface Proof {
  readonly tables: string
  readonly theory: string
}

/** One theorem: its name in Coq, what it says in plain English, and the letter of the promise it belongs to. */
export interface Theorem {
  readonly name: string
  readonly statement: string
  readonly label: string
}

/** `proof/status.json`: what was checked, with what, and when (a date, YYYY-MM-DD). */
export interface ProofStatus {
  readonly theorems: readonly Theorem[]
  readonly tool: string
  readonly tables_sha256: string
  readonly theory_sha256: string
  readonly checked_at: string
}

/** The promises: each has at least one theorem. */
export const LABELS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] as const

/** What would let a theorem stand without a proof, and what could print in its place. */
const FORBIDDEN =
  /\b(?:Admitted|admit|give_up|Axioms?|Parameters?|Conjectures?|Hypothes[ei]s|Variables?|Context|Primitive|bypass_check|Unset|Declare|Extract|Redirect|Fail|idtac)\b/

/** Coq takes some seconds; it is stopped after so many ms. */
const LONGEST_RUN = 300_000

const sha256 = (text: string) => hash('sha256', text, 'hex')

/** The theorems of a theory, in its order. Throws {@link ProofError} for one that does not say what it states. */
export function theoremsOf(theory: string): Theorem[] {
  const names = [...theory.matchAll(/^(?:Theorem|Corollary|Proposition) (\w+)/gm)].map(
    ([, name = '']) => name,
  )
  const said = [...theory.matchAll(/\(\*\* \(([a-z])\) ((?:(?!\*\)).)*)\*\)\nTheorem (\w+)/gs)]
  const theorems = said.map(([, label = '', text = '', name = '']) => ({
    name,
    statement: text.replace(/\s+/g, ' ').trim(),
    label,
  }))
  const silent = names.filter((name) => !theorems.some((theorem) => theorem.name === name))
  if (silent.length > 0) throw new ProofError(`no sentence with a letter stands above ${silent.join(', ')}`)
  const missing = LABELS.filter((letter) => !theorems.some(({ label }) => label === letter))
  if (missing.length > 0) throw new ProofError(`no theorem is left for the promise ${missing.join(', ')}`)
  const misnamed = theorems.find(({ name, label }) => !name.startsWith(`${label}_`))
  if (misnamed !== undefined) throw new ProofError(`${misnamed.name} does not begin with its letter`)
  return theorems
}

interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

async function coqc(args: readonly string[], cwd?: string): Promise<Run> {
  const child = spawn('coqc', args, { cwd, timeout: LONGEST_RUN, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** Name and version of the Coq on this machine, such as `Coq 8.16.1`; null when there is none. */
export async function findCoq(): Promise<string | null> {
  const run = await coqc(['--version']).catch(() => null)
  const version = /version (\d[\w.+]*)/.exec(run?.stdout ?? '')?.[1]
  if (version === undefined) return null
  return `${run?.stdout.includes('Rocq') ? 'Rocq' : 'Coq'} ${version}`
}

/**
 * Has Coq check the proof, in a folder of its own that is removed again. Resolves with the theorems, each proved
 * and resting on no axiom, and the tool. Throws {@link ProofError} when anything of that is not so.
 */
export async function checkProof({ tables, theory }: Proof): Promise<Pick<ProofStatus, 'theorems' | 'tool'>> {
  const theorems = theoremsOf(theory)
  const forbidden = FORBIDDEN.exec(tables) ?? FORBIDDEN.exec(theory)
  if (forbidden !== null) throw new ProofError(`the proof must not say "${forbidden[0]}"`)
  const printed = [...theory.matchAll(/^Print Assumptions (\w+)\.$/gm)].map(([, name]) => name)
  const unprinted = theorems.find(({ name }, index) => printed[index] !== name)
  if (unprinted !== undefined || printed.length !== theorems.length) {
    throw new ProofError('Oversight.v must end with "Print Assumptions" for each theorem, in their order')
  }
  const tool = await findCoq()
  if (tool === null)
    throw new ProofError('coqc is not there: install Coq (Debian and Ubuntu: apt-get install coq)')
  const folder = await mkdtemp(join(tmpdir(), 'multimail-proof-'))
  try {
    const said = (await compile(folder, 'Tables.v', tables)) + (await compile(folder, 'Oversight.v', theory))
    refuseAssumptions(said, theorems)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return { theorems, tool }
}

/** Compiles one file and returns what it printed. */
async function compile(folder: string, name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text)
  const { code, stdout, stderr } = await coqc(['-q', '-Q', '.', 'MultiMail', name], folder)
  if (code === 0) return stdout
  const line = /line (\d+)/.exec(stderr)?.[1]
  const place = line === undefined ? name : `${name}, line ${line}${within(text, Number(line))}`
  const said = /Error:\s*([^\n]+)/.exec(stderr)?.[1] ?? `coqc ended with ${code}`
  const why = said === 'In environment' ? 'a step does not hold' : said
  throw new ProofError(`Coq refuses ${place}: ${why.trim()}`)
}

/** The theorem or lemma that a line stands in. */
function within(text: string, line: number): string {
  const before = text.split('\n').slice(0, line).join('\n')
  const name = [...before.matchAll(/^(?:Theorem|Lemma|Definition|Inductive) (\w+)/gm)].at(-1)?.[1]
  return name === undefined ? '' : ` (${name})`
}

/** What Coq prints must be, for each theorem, that it rests on nothing; and nothing else. */
function refuseAssumptions(printed: string, theorems: readonly Theorem[]): void {
  const lines = printed.trim().split('\n')
  const index = theorems.findIndex((_, at) => lines[at] !== 'Closed under the global context')
  if (index !== -1)
    throw new ProofError(`${theorems[index]?.name} rests on more than the definitions: ${lines[index]}`)
  if (lines.length !== theorems.length)
    throw new ProofError(`Coq printed more than it was asked: ${lines.at(-1)}`)
}

/** The record of a proof that was just checked. `today` is YYYY-MM-DD. */
export function statusOf(
  proof: Proof,
  checked: Pick<ProofStatus, 'theorems' | 'tool'>,
  today: string,
): ProofStatus {
  return {
    theorems: checked.theorems,
    tool: checked.tool,
    tables_sha256: sha256(proof.tables),
    theory_sha256: sha256(proof.theory),
    checked_at: today,
  }
}

/** In what a record differs from the proof it should be of; null when in nothing. */
export function departureOf(status: ProofStatus, proof: Proof): string | null {
  const { theorems, tables_sha256, theory_sha256 } = statusOf(
    proof,
    { theorems: theoremsOf(proof.theory), tool: '' },
    '',
  )
  if (status.tables_sha256 !== tables_sha256) return 'it is of other tables'
  if (status.theory_sha256 !== theory_sha256) return 'it is of another Oversight.v'
  if (JSON.stringify(status.theorems) !== JSON.stringify(theorems)) return 'it lists other theorems'
  return null
}
