/** Medians, percentiles, and the one way in which things are compared here: in turns, in one run. */

/** What one turn came to. */
export interface Sample {
  /** Operations (or MB) a second. */
  readonly rate: number
  /** Of single operations, in ms; may be empty. */
  readonly latencies: readonly number[]
}

export interface Comparison {
  /** Median of `subject / reference` over the rounds; null without a reference. */
  readonly ratio: number | null
  readonly value: number
  readonly floor: number | null
  readonly p50: number | null
  readonly p99: number | null
  readonly floorP99: number | null
}

export function percentile(values: readonly number[], part: number): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5) ?? Number.NaN
}

/**
 * Runs subject and reference in turns, `rounds` times after one turn each that is not counted, changing who goes
 * first; the machine's moods then meet both alike.
 */
export async function takeTurns<Turn>(
  rounds: number,
  subject: () => Promise<Turn>,
  reference: (() => Promise<Turn>) | null,
): Promise<{ readonly ours: readonly Turn[]; readonly theirs: readonly Turn[] }> {
  const ours: Turn[] = []
  const theirs: Turn[] = []
  for (let round = -1; round < rounds; round++) {
    const first = round % 2 === 0 ? await subject() : null
    const other = reference === null ? null : await reference()
    const own = first ?? (await subject())
    if (round < 0) continue
    ours.push(own)
    if (other !== null) theirs.push(other)
  }
  return { ours, theirs }
}

/** What the turns of both came to. `theirs` is empty where there is no reference. */
export function comparison(ours: readonly Sample[], theirs: readonly Sample[]): Comparison {
  const ratios = theirs.map(({ rate }, index) => (ours[index]?.rate ?? 0) / rate)
  const latencies = ours.flatMap((sample) => sample.latencies)
  const theirLatencies = theirs.flatMap((sample) => sample.latencies)
  return {
    ratio: theirs.length === 0 ? null : median(ratios),
    value: median(ours.map(({ rate }) => rate)),
    floor: theirs.length === 0 ? null : median(theirs.map(({ rate }) => rate)),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    floorP99: percentile(theirLatencies, 0.99),
  }
}

/** Asks `isDone` again and again until it is true; throws after `limitMs`. */
export async function until(isDone: () => Promise<boolean> | boolean, limitMs = 120_000): Promise<void> {
  const end = performance.now() + limitMs
  while (!(await isDone())) {
    if (performance.now() > end) throw new Error(`waited ${limitMs} ms in vain`)
    await pause(10)
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Where the bench says what it is doing: stderr. */
export function progress(line: string): void {
  process.stderr.write(`bench  ${line}\n`)
}
