/** Which refusals are of the address for good, and which of this mail, this time (contract `bounce_type`). */

import { describe, expect, it } from 'vitest'
import { bounceClass } from '../../src/core/bounce-class.ts'

describe('a refusal', () => {
  it.each([
    ['5.1.1', 550, 'User unknown', 'hard'],
    ['5.1.10', 556, 'Domain takes no mail', 'hard'],
    ['5.2.1', 550, 'Disabled', 'hard'],
    ['5.4.4', null, 'Host not found', 'hard'],
    ['5.2.2', 552, 'Mailbox full', 'soft'],
    ['5.7.1', 550, 'User unknown? No: blocked as spam', 'soft'],
    ['5.4.1', 550, 'Recipient address rejected: Access denied', 'soft'],
    ['4.1.1', 450, 'User unknown for now', 'soft'],
    ['4.4.7', null, 'Message expired', 'soft'],
    ['5.0.0', 550, 'User unknown', 'hard'],
    ['5.0.0', 550, 'Something else', 'soft'],
    ['5.5.0', 550, 'mailbox unavailable', 'hard'],
    [null, 550, 'No such user', 'hard'],
    [null, 550, 'No', 'hard'],
    [null, 550, 'SPF check failed', 'soft'],
    [null, 552, 'No', 'soft'],
    [null, 554, 'No', 'soft'],
    [null, 554, "This user doesn't have an account", 'hard'],
    [null, 421, 'Service not available', 'soft'],
    [null, null, '', 'soft'],
    ['9.9.9', null, '', 'soft'],
    ['5.constructor', null, '', 'soft'],
  ] as const)('%s, %s, “%s” is %s', (status, code, diagnostic, expected) => {
    expect(bounceClass({ status, code, diagnostic })).toBe(expected)
  })
})
