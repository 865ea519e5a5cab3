/** Evaluates Make's IML: text with `{{…}}` in it, and objects and lists of such text. */

import { FUNCTIONS, textOf } from './iml-functions.ts'
import { type Expression, type PathPart, parse } from './iml-parser.ts'

/** What expressions may speak of: `parameters`, `body`, `connection`, or the modules of a scenario by their numbers. */
export type Scope = Readonly<Record<string, unknown>>

const isTrue = (value: unknown) => Boolean(value) && !(Array.isArray(value) && value.length === 0)
const isEmpty = (value: unknown) => value === undefined || value === null || value === ''

function along(value: unknown, parts: readonly PathPart[]): unknown {
  const [part, ...rest] = parts
  if (part === undefined || value === undefined || value === null) return value
  if (part === null) return Array.isArray(value) ? value.map((one) => along(one, rest)) : undefined
  // A list where one thing is meant is its first.
  if (typeof part === 'number') return along(Array.isArray(value) ? value[part - 1] : undefined, rest)
  const one: unknown = Array.isArray(value) ? value[0] : value
  const isThere = typeof one === 'object' && one !== null && Object.hasOwn(one, part)
  return isThere ? along((one as Scope)[part], rest) : undefined
}

function compare(operator: string, left: unknown, right: unknown): boolean {
  const equal =
    (isEmpty(left) && isEmpty(right)) || left === right || (textOf(left) === textOf(right) && !isEmpty(left))
  if (operator === '=') return equal
  if (operator === '!=') return !equal
  const [one, other] = [Number(left), Number(right)]
  return { '<': one < other, '>': one > other, '<=': one <= other, '>=': one >= other }[operator] ?? false
}

function calculate(operator: string, left: unknown, right: unknown): unknown {
  if (operator === '|') return isTrue(left) || isTrue(right)
  if (operator === '&') return isTrue(left) && isTrue(right)
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string'))
    return textOf(left) + textOf(right)
  const [one, other] = [Number(left), Number(right)]
  if (operator === '+') return one + other
  if (operator === '-') return one - other
  if (operator === '*') return one * other
  if (operator === '/') return one / other
  if (operator === '%') return one % other
  return compare(operator, left, right)
}

function call(name: string, parameters: readonly Expression[], scope: Scope): unknown {
  const at = (index: number) => {
    const parameter = parameters[index]
    return parameter === undefined ? undefined : resultOf(parameter, scope)
  }
  if (name === 'if') return isTrue(at(0)) ? at(1) : at(2)
  if (name === 'ifempty') {
    const value = at(0)
    return isEmpty(value) ? at(1) : value
  }
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  if (known === undefined) throw new Error(`IML: there is no function ${name}`)
  return known(...(parameters.map((one) => resultOf(one, scope)) as never[]))
}

function resultOf(expression: Expression, scope: Scope): unknown {
  switch (expression.kind) {
    case 'value':
      return expression.value
    case 'not':
      return !isTrue(resultOf(expression.of, scope))
    case 'call':
      return call(expression.name, expression.parameters, scope)
    case 'binary':
      return calculate(
        expression.operator,
        resultOf(expression.left, scope),
        resultOf(expression.right, scope),
      )
    case 'path': {
      const [first] = expression.parts
      if (first === 'now' && expression.parts.length === 1) return scope.now
      if (!Object.hasOwn(scope, String(first))) throw new Error(`IML: there is no ${String(first)} here`)
      return along(scope, expression.parts)
    }
  }
}

/** The expressions in a text, in order. */
export const expressionsIn = (text: string) =>
  [...text.matchAll(/\{\{(.*?)\}\}/gs)].map((match) => match[1] ?? '')

/** The value of a text: of its only expression, or text with the values of all of them in it. */
export function evaluateText(text: string, scope: Scope): unknown {
  const whole = /^\{\{((?:(?!\}\}).)*)\}\}$/s.exec(text)
  if (whole !== null) return resultOf(parse(whole[1] ?? ''), scope)
  return text.replace(/\{\{(.*?)\}\}/gs, (_all, inner: string) => textOf(resultOf(parse(inner), scope)))
}

/** The same for everything in a directive. What has no value is left out; `{{...}}` takes in another object's keys. */
export function evaluate(directive: unknown, scope: Scope): unknown {
  if (typeof directive === 'string') return evaluateText(directive, scope)
  if (Array.isArray(directive)) return directive.map((one) => evaluate(one, scope))
  if (typeof directive !== 'object' || directive === null) return directive
  const entries = Object.entries(directive as Scope).flatMap(([key, one]): (readonly [string, unknown])[] => {
    const value = evaluate(one, scope)
    if (key === '{{...}}') return Object.entries((value ?? {}) as Scope)
    return value === undefined ? [] : [[key, value]]
  })
  return Object.fromEntries(entries)
}

/** Whether a condition holds. */
export const holds = (directive: unknown, scope: Scope) => {
  const value = evaluate(directive, scope)
  return isTrue(value) && value !== 'false'
}
