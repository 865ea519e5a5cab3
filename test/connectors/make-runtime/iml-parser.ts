/** Reads the expressions of Make's IML, what stands between `{{` and `}}`, into trees. */

export type Expression =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'path'; readonly parts: readonly PathPart[] }
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Expression[] }
  | {
      readonly kind: 'binary'
      readonly operator: string
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'not'; readonly of: Expression }

/** A name, an index from 1, or `[]`: each of an array. */
export type PathPart = string | number | null

/** The words that are values. */
const WORDS: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  null: null,
  emptystring: '',
  emptyarray: [],
  newline: '\n',
}

const PRECEDENCE: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['=', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
]

const TOKEN =
  /\s*(?:(?<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<number>\d+(?:\.\d+)?(?!\.?[A-Za-z_`\d]))|(?<name>[A-Za-z_$][\w$-]*|\d+(?=[.[]))|(?<quoted>`[^`]*`)|(?<sign>!=|<=|>=|[=<>|&+\-*/%!().,;[\]]))/y

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'quoted' | 'sign'
  readonly text: string
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.trimEnd().length) {
    const at = TOKEN.lastIndex
    const groups = TOKEN.exec(source)?.groups
    if (groups === undefined) throw new Error(`IML: cannot read ${JSON.stringify(source.slice(at))}`)
    for (const kind of ['text', 'number', 'name', 'quoted', 'sign'] as const) {
      const text = groups[kind]
      if (text !== undefined) tokens.push({ kind, text })
    }
  }
  return tokens
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
    this.#tokens = tokensOf(source)
  }

  whole(): Expression {
    const expression = this.#operation(0)
    if (this.#at < this.#tokens.length) this.#fail()
    return expression
  }

  #fail(): never {
    const token = this.#tokens[this.#at]?.text ?? 'its end'
    throw new Error(`IML: {{${this.#source}}} is wrong at ${token}`)
  }

  #take(...signs: readonly string[]): string | null {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return null
    this.#at++
    return token.text
  }

  #need(sign: string): void {
    if (this.#take(sign) === null) this.#fail()
  }

  #operation(level: number): Expression {
    const operators = PRECEDENCE[level]
    if (operators === undefined) return this.#primary()
    let left = this.#operation(level + 1)
    for (;;) {
      const operator = this.#take(...operators)
      if (operator === null) return left
      left = { kind: 'binary', operator, left, right: this.#operation(level + 1) }
    }
  }

  #primary(): Expression {
    if (this.#take('!') !== null) return { kind: 'not', of: this.#primary() }
    if (this.#take('(') !== null) {
      const inner = this.#operation(0)
      this.#need(')')
      return inner
    }
    const token = this.#tokens[this.#at++]
    if (token === undefined || token.kind === 'sign') this.#fail()
    if (token.kind === 'number') return { kind: 'value', value: Number(token.text) }
    if (token.kind === 'text') return { kind: 'value', value: unquoted(token.text) }
    if (token.kind === 'name' && this.#take('(') !== null) return this.#call(token.text)
    const parts = [nameOf(token), ...this.#rest()]
    const [first] = parts
    const isWord = token.kind === 'name' && parts.length === 1 && Object.hasOwn(WORDS, token.text)
    return isWord ? { kind: 'value', value: WORDS[String(first)] } : { kind: 'path', parts }
  }

  #call(name: string): Expression {
    const parameters: Expression[] = []
    if (this.#take(')') !== null) return { kind: 'call', name, parameters }
    do parameters.push(this.#operation(0))
    while (this.#take(',', ';') !== null)
    this.#need(')')
    return { kind: 'call', name, parameters }
  }

  #rest(): PathPart[] {
    const parts: PathPart[] = []
    for (;;) {
      if (this.#take('.') !== null) {
        const token = this.#tokens[this.#at++]
        if (token === undefined || (token.kind !== 'name' && token.kind !== 'quoted')) this.#fail()
        parts.push(nameOf(token))
      } else if (this.#take('[') !== null) {
        const token = this.#tokens[this.#at]
        if (token?.kind === 'number') {
          this.#at++
          parts.push(Number(token.text))
        } else parts.push(null)
        this.#need(']')
      } else return parts
    }
  }
}

const nameOf = (token: Token) => (token.kind === 'quoted' ? token.text.slice(1, -1) : token.text)

function unquoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
  return text.slice(1, -1).replace(/\\(.)/gs, (_whole, one: string) => escapes[one] ?? one)
}

/** The tree of one expression. Throws with the place where it is wrong. */
export function parse(source: string): Expression {
  return new Parser(source).whole()
}
