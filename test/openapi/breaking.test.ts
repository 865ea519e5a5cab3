/** Nothing that clients of the last release rely on is taken away; and the check that says so finds what it should. */

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  breakingChanges,
  type Shape,
  type Surface,
  type Surfaces,
  surfacesOf,
} from '../../scripts/openapi-breaking.ts'
import { liveDocument } from '../support/conformance.ts'

const released = JSON.parse(readFileSync(new URL('./released.json', import.meta.url), 'utf8')) as Surfaces

const text: Shape = { types: ['string'] }
const body = (fields: Record<string, Shape>, required = Object.keys(fields)): Shape => ({
  types: ['object'],
  fields,
  required,
})
const send: Surface = {
  scopes: ['send', 'admin'],
  parameters: { 'query limit': { required: false, shape: { types: ['integer'] } } },
  request: { 'application/json': body({ to: text, mode: { types: ['string'], words: ['a', 'b'] } }, ['to']) },
  answers: { '200 application/json': body({ id: text, at: { types: ['string'] } }) },
}

const changesIn = (changes: Partial<Surface>) => breakingChanges({ send }, { send: { ...send, ...changes } })

describe('Since the last release', () => {
  it('nothing was taken away that clients rely on', () => {
    expect(breakingChanges(released, surfacesOf(liveDocument()))).toEqual([])
  })
})

describe('The check of breaking changes', () => {
  it('finds nothing where nothing changed', () => {
    expect(changesIn({})).toEqual([])
  })

  it('finds a route that is gone', () => {
    expect(breakingChanges({ send }, {})).toEqual(['send: is gone'])
  })

  it('finds fields of answers that are gone, of another type, or not always there', () => {
    const answers = (shape: Shape) => changesIn({ answers: { '200 application/json': shape } })
    expect(answers(body({ id: text }))).toEqual(['send 200 application/json.at: is gone'])
    expect(answers(body({ id: text, at: { types: ['null', 'string'] } }))).toHaveLength(1)
    expect(answers(body({ id: text, at: text }, ['id']))).toHaveLength(1)
    expect(answers(body({ id: text, at: text, more: text }))).toEqual([])
  })

  it('finds input that is needed, refused or narrower now', () => {
    const request = (shape: Shape) => changesIn({ request: { 'application/json': shape } })
    const mode = { types: ['string'], words: ['a', 'b', 'c'] }
    expect(request(body({ to: text, mode }, ['to', 'mode']))).toEqual(['send body.mode: is needed now'])
    expect(request(body({ to: text }, ['to']))).toEqual(['send body.mode: is not taken any more'])
    expect(request(body({ to: text, mode: { ...mode, words: ['a'] } }, ['to']))).toHaveLength(1)
    expect(request(body({ to: { types: ['array'] }, mode }, ['to']))).toHaveLength(1)
    expect(request(body({ to: text, mode, more: text }, ['to']))).toEqual([])
  })

  it('finds parameters that are gone or needed, and keys that open it no more', () => {
    expect(changesIn({ parameters: {} })).toEqual(['send query limit: is not taken any more'])
    const needed = { ...send.parameters, 'query from': { required: true, shape: text } }
    expect(changesIn({ parameters: needed })).toEqual(['send query from: is needed now'])
    expect(changesIn({ scopes: ['admin'] })).toEqual(['send: the scope "send" does not open it any more'])
    expect(breakingChanges({ send: { ...send, scopes: null } }, { send })).toEqual(['send: needs a key now'])
  })
})
