/** What changed between two texts, word by word. */

/** More words than this on either side are shown as one change. */
const MOST_WORDS = 1_500

interface Piece {
  readonly kind: 'same' | 'gone' | 'new'
  readonly words: string
}

/** The longest common subsequence of words decides what stayed. */
export function differenceOf(before: string, after: string): Piece[] {
  const a = before.split(/(\s+)/)
  const b = after.split(/(\s+)/)
  if (a.length > MOST_WORDS || b.length > MOST_WORDS)
    return before === after
      ? [{ kind: 'same', words: before }]
      : [
          { kind: 'gone', words: before },
          { kind: 'new', words: after },
        ]
  const width = b.length + 1
  const common = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const pieces: Piece[] = []
  const add = (kind: Piece['kind'], words = '') => {
    const last = pieces.at(-1)
    if (last?.kind === kind) pieces[pieces.length - 1] = { kind, words: last.words + words }
    else if (words !== '') pieces.push({ kind, words })
  }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add('same', a[i])
      i++
      j++
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) add('gone', a[i++])
    else add('new', b[j++])
  }
  return pieces
}

export function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  let place = 0
  return (
    <p className="whitespace-pre-wrap break-words rounded-lg border border-line bg-ground p-3 text-sm">
      {differenceOf(before, after).map((piece) => {
        const key = `${place}${piece.kind}`
        place += piece.words.length
        if (piece.kind === 'gone')
          return (
            <del key={key} className="bg-stop-soft text-stop">
              {piece.words}
            </del>
          )
        if (piece.kind === 'new')
          return (
            <ins key={key} className="bg-go-soft text-go no-underline">
              {piece.words}
            </ins>
          )
        return <span key={key}>{piece.words}</span>
      })}
    </p>
  )
}
