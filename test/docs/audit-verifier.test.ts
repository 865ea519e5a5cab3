/** The verifier that docs/audit.md shows, in another language, agrees with ours about the same files. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonlOf, makeExport, makeKey, verifyJsonl } from '../support/audit-exports.ts'
import { readText } from './pages.ts'

const isThere = spawnSync('python3', ['--version']).status === 0

describe.skipIf(!isThere)('the verifier in Python', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'multimail-verifier-'))
    const [, program = ''] = /^```python\n([\s\S]*?)^```/m.exec(readText('docs/audit.md')) ?? []
    writeFileSync(join(folder, 'verify.py'), program)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function verify(text: string) {
    writeFileSync(join(folder, 'audit.jsonl'), text)
    const { status, stdout } = spawnSync('python3', [join(folder, 'verify.py'), join(folder, 'audit.jsonl')])
    return { isWhole: status === 0, stdout: stdout.toString() }
  }

  const text = jsonlOf(makeExport(makeKey()))

  it('finds that a file fits', () => {
    expect(verify(text)).toEqual({ isWhole: true, stdout: '15 entries fit\n' })
  })

  it('finds what ours finds', () => {
    const lines = text.split('\n')
    const changes = [
      text.replace('key:agent', 'operator'),
      text.slice(0, -1),
      lines.toSpliced(3, 1).join('\n'),
      lines.toSpliced(3, 0, lines[3] ?? '').join('\n'),
      lines.toSpliced(-2, 1).join('\n'),
      text.replace('"exported_at":"2026', '"exported_at":"2025'),
      `${text}{}\n`,
    ]
    for (const changed of changes) {
      expect(verify(changed).isWhole).toBe(false)
      expect(verifyJsonl(changed).ok).toBe(false)
    }
  })
})
