/** What is wrong with a field, in plain words, where its schema has none of its own. */

import type { z } from '@hono/zod-openapi'

/** Types as people call them who fill in forms. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

/** What sizes are counted in; a number is its own size. */
const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
}

/** The complaint, fit to follow the name of the field; undefined where Zod's own words have to do. */
export function complaintOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && ['invalid_type', 'invalid_value', 'invalid_union'].includes(issue.code))
    return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected in TYPES ? `must be ${TYPES[issue.expected]}` : undefined
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`
    case 'too_big':
      return `must ${sizeOf(issue.origin, 'at most', issue.maximum)}`
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'must not be empty'
        : `must ${sizeOf(issue.origin, 'at least', issue.minimum)}`
    default:
      return undefined
  }
}

function sizeOf(origin: string, bound: string, size: number | bigint): string {
  const unit = UNITS[origin]
  if (unit === undefined) return `be ${bound} ${size}`
  return `have ${bound} ${size} ${unit[Number(size) === 1 ? 0 : 1]}`
}
