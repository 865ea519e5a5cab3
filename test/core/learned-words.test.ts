/** What an account learns from mail that somebody called spam or wanted. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketsOf, type Counts, likelihoodOf } from '../../src/core/learned-words.ts'

const SPAM = [
  'Cheap pills for you today',
  'Win cheap watches, click here',
  'Pills and watches, cheap, click today',
]
const HAM = ['Minutes of the meeting on Tuesday', 'The numbers you asked for', 'Lunch after the meeting?']

class Learner {
  readonly counts = new Map<number, Counts>()
  totals: Counts = { spam: 0, ham: 0 }

  teach(text: string, change: Counts): this {
    const add = (a: Counts, b: Counts): Counts => ({ spam: a.spam + b.spam, ham: a.ham + b.ham })
    this.totals = add(this.totals, change)
    for (const bucket of bucketsOf(text, 'salt'))
      this.counts.set(bucket, add(this.counts.get(bucket) ?? { spam: 0, ham: 0 }, change))
    return this
  }

  ask(text: string): number | null {
    return likelihoodOf(bucketsOf(text, 'salt'), this.totals, this.counts)
  }
}

const spam = { spam: 1, ham: 0 }
const ham = { spam: 0, ham: 1 }

function taught(): Learner {
  const learner = new Learner()
  for (const text of SPAM) learner.teach(text, spam)
  for (const text of HAM) learner.teach(text, ham)
  return learner
}

const texts = fc.array(fc.string({ maxLength: 60, unit: 'grapheme' }), { maxLength: 12 })

describe('what was taught', () => {
  it('tells spam from wanted mail', () => {
    const learner = taught()
    expect(learner.ask('Cheap watches and pills')).toBeGreaterThan(0.9)
    expect(learner.ask('Numbers for the meeting on Tuesday')).toBeLessThan(0.1)
    expect(learner.ask('Something else entirely')).toBeCloseTo(0.5)
  })

  it('is nothing before three mails of each kind', () => {
    const learner = new Learner()
    for (const text of SPAM) learner.teach(text, spam)
    expect(learner.ask('Cheap pills')).toBeNull()
  })

  it('is undone exactly when it is taken back', () => {
    const learner = taught()
    const before = learner.ask('Cheap pills for the meeting')
    learner.teach('Cheap meeting', spam).teach('Cheap meeting', { spam: -1, ham: 0 })
    expect(learner.ask('Cheap pills for the meeting')).toBe(before)
  })
})

describe('a likelihood', () => {
  it('is always between 0 and 1, whatever the counts', () => {
    const count = fc.integer({ min: -5, max: 1_000_000 })
    const counts = fc.record({ spam: count, ham: count })
    fc.assert(
      fc.property(fc.string(), counts, fc.array(counts, { maxLength: 20 }), (text, totals, found) => {
        const buckets = bucketsOf(text, '')
        const known = new Map(found.map((one, index) => [buckets[index] ?? index, one]))
        const likelihood = likelihoodOf(buckets, totals, known)
        if (likelihood === null) return
        expect(likelihood).toBeGreaterThanOrEqual(0)
        expect(likelihood).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is the other way round when spam and wanted mail change places', () => {
    fc.assert(
      fc.property(texts, texts, fc.string(), (some, others, asked) => {
        const [one, other] = [taught(), new Learner()]
        for (const text of SPAM) other.teach(text, ham)
        for (const text of HAM) other.teach(text, spam)
        for (const text of some) [one.teach(text, spam), other.teach(text, ham)]
        for (const text of others) [one.teach(text, ham), other.teach(text, spam)]
        expect((one.ask(asked) ?? 0) + (other.ask(asked) ?? 0)).toBeCloseTo(1)
      }),
    )
  })
})

describe('buckets', () => {
  it('are few and small, and tell no word: each is shared by many', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5_000, unit: 'binary' }), (text) => {
        const buckets = bucketsOf(text, 'account')
        expect(buckets.length).toBeLessThanOrEqual(300)
        for (const bucket of buckets) expect(bucket >= 0 && bucket < 2 ** 20).toBe(true)
      }),
    )
  })

  it('are others for another account', () => {
    expect(bucketsOf('Cheap pills', 'a')).not.toEqual(bucketsOf('Cheap pills', 'b'))
    expect(bucketsOf('CHEAP pills, cheap!', 'a')).toEqual(bucketsOf('cheap pills', 'a'))
  })
})
