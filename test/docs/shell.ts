/** One bash that runs the examples of a page, one after the other, as a reader would paste them. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'

export interface ShellResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** What a script prints after its output, with its exit code. */
const END = '=== end of the example, exit code '

/** Variables that a script sets are there for the next one. */
export class Shell {
  readonly #bash: ChildProcessWithoutNullStreams

  constructor(env: Readonly<Record<string, string>>) {
    this.#bash = spawn('bash', ['--noprofile', '--norc', '-eu', '-o', 'pipefail'], {
      env: { PATH: process.env.PATH ?? '', ...env },
    })
  }

  /** Runs a script and resolves with what it printed. */
  run(script: string): Promise<ShellResult> {
    const bash = this.#bash
    return new Promise((resolve) => {
      let stdout = ''
      let stderr = ''
      const onStdout = (chunk: Buffer) => {
        stdout += chunk.toString()
        const end = stdout.lastIndexOf(END)
        if (end < 0 || !stdout.endsWith('\n')) return
        finish()
        resolve({
          exitCode: Number(stdout.slice(end + END.length)),
          stdout: stdout.slice(0, end).trim(),
          stderr,
        })
      }
      const onStderr = (chunk: Buffer) => {
        stderr += chunk.toString()
      }
      // The first command that fails ends the shell.
      const onExit = (code: number | null) => {
        finish()
        resolve({ exitCode: code ?? 1, stdout: stdout.trim(), stderr })
      }
      const finish = () => {
        bash.stdout.off('data', onStdout)
        bash.stderr.off('data', onStderr)
        bash.off('close', onExit)
      }
      bash.stdout.on('data', onStdout)
      bash.stderr.on('data', onStderr)
      bash.on('close', onExit)
      // A command that reads standard input must not eat the next example.
      bash.stdin.write(`{\n${script}\n} < /dev/null; printf '\\n${END}%s\\n' "$?"\n`)
    })
  }

  close(): void {
    this.#bash.stdin.end()
  }
}
