/**
 * `npm run proof`: writes the tables that the server runs as `proof/Tables.v`, has Coq check `proof/Oversight.v` on
 * them, and records that in `proof/status.json`. With `--check` nothing is written: what is checked in must be it.
 */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkProof, departureOf, type Proof, ProofError, type ProofStatus, statusOf } from './proof-check.ts'
import { provedTables } from './proof-tables.ts'

const HELP = `npm run proof [-- --check]

Writes the rules that the server runs as Coq definitions (proof/Tables.v), has Coq check the theorems of
proof/Oversight.v on them, and records that in proof/status.json, which GET /v1/proof-status shows.

  --check  write nothing; fail unless the files that are there are fresh and Coq accepts them

Needs coqc of Coq 8.16 or newer. Debian and Ubuntu: apt-get install coq
`

const folder = fileURLToPath(new URL('../proof', import.meta.url))
const paths = {
  tables: join(folder, 'Tables.v'),
  theory: join(folder, 'Oversight.v'),
  status: join(folder, 'status.json'),
}

const say = (line: string) => process.stdout.write(`proof  ${line}\n`)

/** The text of a file; null when it is not there. */
const present = (path: string) => readFile(path, 'utf8').catch(() => null)

/** Fails unless what is checked in is the proof of the tables that run, and its record. */
async function refuseStale(proof: Proof): Promise<void> {
  const again = 'run `npm run proof` and commit what it writes'
  if ((await present(paths.tables)) !== proof.tables) {
    throw new ProofError(`proof/Tables.v is not what the server runs: ${again}`)
  }
  const departure = departureOf(await readStatus(), proof)
  if (departure !== null) throw new ProofError(`proof/status.json is stale, ${departure}: ${again}`)
  say('Tables.v is what the server runs, and status.json is of these files')
}

async function readStatus(): Promise<ProofStatus> {
  try {
    return JSON.parse(await readFile(paths.status, 'utf8')) as ProofStatus
  } catch {
    throw new ProofError('proof/status.json cannot be read: run `npm run proof`')
  }
}

async function main(): Promise<void> {
  const unknown = process.argv.slice(2).find((argument) => argument !== '--check')
  if (unknown !== undefined) throw new ProofError(`"${unknown}" is not an option: see --help`)
  const onlyCheck = process.argv.includes('--check')
  const proof = { tables: provedTables(), theory: await readFile(paths.theory, 'utf8') }
  if (onlyCheck) await refuseStale(proof)
  say('Coq is checking Oversight.v on the tables that the server runs (some seconds)')
  const checked = await checkProof(proof)
  say(`${checked.tool} accepts ${checked.theorems.length} theorems, none of which rests on an axiom`)
  if (onlyCheck) return
  if ((await present(paths.tables)) !== proof.tables) {
    await writeFile(paths.tables, proof.tables)
    say('written: proof/Tables.v')
  }
  const status = statusOf(proof, checked, new Date().toISOString().slice(0, 10))
  await writeFile(paths.status, `${JSON.stringify(status, null, 2)}\n`)
  say('written: proof/status.json')
}

if (process.argv.includes('--help')) process.stdout.write(HELP)
else {
  try {
    await main()
  } catch (error) {
    if (!(error instanceof ProofError)) throw error
    process.stderr.write(`proof  ${error.message}\n`)
    process.exitCode = 1
  }
}
