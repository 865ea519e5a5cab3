/** What a tool is: a name, a description and an endpoint; a few have code of their own. */

import type { ContentBlock, ToolAnnotations } from '@modelcontextprotocol/server'
import type { Context } from '../context.ts'
import type { Call, Reply } from '../http/endpoint.ts'

/** What a call does to the world, for clients that ask before they call. */
export type Effects = Required<Omit<ToolAnnotations, 'title'>>

const effects = (isReading: boolean, isLossy: boolean, isIdempotent: boolean, isOpen: boolean): Effects => ({
  readOnlyHint: isReading,
  destructiveHint: isLossy,
  idempotentHint: isIdempotent,
  openWorldHint: isOpen,
})

/** Changes nothing (but for its line in the audit log). */
export const READS = effects(true, false, true, false)
/** Changes nothing; its answer carries words of strangers. */
export const READS_MAIL = effects(true, false, true, true)
/** Makes something new each time. */
export const ADDS = effects(false, false, false, false)
/** Sets something; what was there before is gone, and the same again changes nothing. */
export const SETS = effects(false, true, true, false)
/** Marks something, which can be undone; the same again changes nothing. */
export const MARKS = effects(false, false, true, false)
/** Ends something for good. */
export const ENDS = effects(false, true, true, false)
/** May reach people outside. */
export const SENDS = effects(false, false, false, true)

/** Who asks, by which request. */
export interface Session {
  readonly principal: Call['principal']
  readonly from: string
  readonly requestId: string
  readonly header: (name: string) => string | undefined
  /** Looks up again who asks. Throws when the key was revoked or changed meanwhile. */
  readonly readmit: () => Promise<NonNullable<Call['principal']>>
  /** Takes a call out of the bucket of the key. Throws AppError `rate_limited`. */
  readonly takeToken: () => void
}

/** What code of a tool works with. */
export interface Work {
  readonly context: Context
  /** Arguments by name; nothing of them was checked yet. */
  readonly args: Readonly<Record<string, unknown>>
  readonly session: Session
  readonly signal: AbortSignal
  readonly stopping: AbortSignal
  /** Performs an endpoint, `get /v1/…`, for who asks. Throws AppError. */
  perform(endpoint: string, given: Partial<Pick<Call, 'params' | 'query' | 'body'>>): Promise<Reply>
  /** Performs the endpoint of the tool with its arguments, some of them replaced. Throws AppError. */
  performOwn(replaced?: Readonly<Record<string, unknown>>): Promise<Reply>
  /** Tells a client that asked for it how far the work is. */
  progress(done: number, total: number, message: string): Promise<void>
}

/** A JSON Schema, as far as it is made here. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** What code of a tool answers: fields, and blocks that follow them. */
export interface Outcome {
  readonly body: object
  readonly blocks?: readonly ContentBlock[]
}

export interface Tool {
  readonly name: string
  readonly title: string
  /** What it does, and when not to use it. */
  readonly description: string
  /** `method /path` of the endpoint that does it, and says which scopes open it. */
  readonly endpoint: string
  readonly effects: Effects
  /** Fields of the endpoint that are arguments; all of them when left out. */
  readonly takes?: readonly string[]
  /** Fields that are called otherwise here: field → argument. */
  readonly renames?: Readonly<Record<string, string>>
  /** A field of the endpoint whose own fields are arguments here, side by side with the others. */
  readonly flattens?: string
  /** Fields inside of arguments that are left out. */
  readonly omits?: readonly string[]
  /** Fields that the tool gives itself. */
  readonly fixed?: Readonly<Record<string, unknown>>
  /** Arguments that are needed here and not by the endpoint. */
  readonly needs?: readonly string[]
  /** Descriptions of arguments, instead of those of the endpoint. */
  readonly about?: Readonly<Record<string, string>>
  /** Whether an argument `idempotency_key` is taken where the endpoint has only the header. */
  readonly once?: boolean
  /** Whether the answer carries what strangers wrote. */
  readonly strangers?: boolean
  /** Fields of the answer that are the text of mails: shown apart, between markers. */
  readonly bodies?: readonly string[]
  /** Characters of such texts in one answer, in all. */
  readonly room?: number
  /** Fields of the answer that are left out. */
  readonly hides?: readonly string[]
  /** Arguments, an answer and code of its own. */
  readonly own?: {
    readonly arguments?: Readonly<Record<string, JsonSchema>>
    /** Properties of the answer; all are required. */
    readonly answer: Readonly<Record<string, JsonSchema>>
    /** Whether those of the endpoint's answer are there as well. */
    readonly extendsAnswer?: boolean
    run(work: Work): Promise<Outcome>
  }
}
