/** The table of an event on its way to a subscription, and the headers it may carry. */

import { describe, expect, it } from 'vitest'
import {
  POST_TRANSITIONS,
  type PostEvent,
  type PostState,
  postTransition,
  statesBefore,
} from '../../src/core/webhook-delivery.ts'
import { signedText, whyNotHeader } from '../../src/core/webhook-signature.ts'

describe('a delivery', () => {
  it('changes only so', () => {
    const states = Object.keys(POST_TRANSITIONS) as PostState[]
    const events: PostEvent[] = ['claim', 'take', 'defer', 'give_up', 'requeue', 'end']
    const moves = states.flatMap((state) =>
      events.flatMap((event) => {
        const next = postTransition(state, event)
        return next === null ? [] : [`${state} ${event} ${next}`]
      }),
    )
    expect(moves).toEqual([
      'pending claim sending',
      'pending requeue pending',
      'pending end failed',
      'sending claim sending',
      'sending take delivered',
      'sending defer pending',
      'sending give_up failed',
      'delivered requeue pending',
      'failed requeue pending',
    ])
  })

  it('is never posted twice at once: what is being posted cannot be queued again', () => {
    expect(statesBefore('requeue')).toEqual(['pending', 'delivered', 'failed'])
    expect(statesBefore('claim')).toEqual(['pending', 'sending'])
  })
})

describe('a header of a subscriber', () => {
  it.each(['x-make-apikey', 'Authorization', 'X-Custom_Header'])('may be %s', (name) => {
    expect(whyNotHeader(name, 'Bearer abc')).toBeNull()
  })

  it.each([
    ['Host', 'x'],
    ['content-length', '1'],
    ['Content-Type', 'text/plain'],
    ['Webhook-Signature', 'v1,x'],
    ['X-MultiMail-Signature', 'x'],
    ['Proxy-Authorization', 'x'],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'close'],
    ['', 'x'],
    ['a b', 'x'],
    ['a:b', 'x'],
    ['x', 'a\r\nb: c'],
    ['x', 'ü'],
    ['x', 'y'.repeat(1_001)],
  ])('may not be %s: %s', (name, value) => {
    expect(whyNotHeader(name, value)).not.toBeNull()
  })
})

it('is signed over id, time and body', () => {
  expect(signedText('01ABC', 1_700_000_000, '{"a":1}')).toBe('01ABC.1700000000.{"a":1}')
})
