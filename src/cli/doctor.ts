/** `multimail doctor`: looks at everything the server stands on, and says what to do about what is wrong. */

import { type Config, ConfigError, loadConfig } from '../config.ts'
import { takeArguments } from './arguments.ts'
import { type Command, print } from './command.ts'
import { checkDatabase } from './doctor-database.ts'
import { examineDomain } from './doctor-domain.ts'
import type { Finding } from './doctor-finding.ts'
import { checkCertificate, checkDisk, checkFolder } from './doctor-machine.ts'
import { checkDns, checkHttpPort, checkRelay, checkSmtpPort } from './doctor-network.ts'
import { oneLine } from './table.ts'

const MARKS = { ok: '✓', warning: '!', problem: '✗' } as const

export const doctorCommand: Command = {
  usage: '[DOMAIN]',
  help: `Changes nothing, and may run beside the server. Each line says ok (✓), a warning (!) or a problem (✗); ends with 1
when there is a problem.

With a domain: every DNS record that its mail needs, what was found, and what to publish.

  multimail doctor
  multimail doctor example.com
  multimail doctor --json`,
  async run(invocation) {
    const { DOMAIN: domain } = takeArguments('doctor', invocation, ['DOMAIN'], ['DOMAIN'])
    if (domain !== '') return examineDomain(invocation, domain)
    const findings: Finding[] = []
    for await (const finding of examine()) {
      findings.push(finding)
      if (!invocation.json) process.stdout.write(`${lineOf(finding)}\n`)
    }
    const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length
    const ok = count('problem') === 0
    const verdict = ok
      ? `\nNo problems${count('warning') === 0 ? '' : `, ${count('warning')} to know of`}.`
      : `\nTo repair: ${count('problem')}.`
    print(invocation, { ok, checks: findings }, verdict)
    return ok ? 0 : 1
  },
}

function lineOf({ name, level, message, fix }: Finding): string {
  const advice = fix === null ? '' : `\n${' '.repeat(15)}→ ${fix}`
  return `${MARKS[level]} ${name.padEnd(12)} ${oneLine(message)}${advice}`
}

/** Every check, one after the other, as it is found. */
async function* examine(): AsyncGenerator<Finding> {
  let config: Config
  try {
    config = loadConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const fix = 'Correct the setting; docs/config.md has them all.'
    yield { name: 'settings', level: 'problem', message: error.message, fix }
    return
  }
  yield { name: 'settings', level: 'ok', message: 'Every setting can be read.', fix: null }
  yield await checkFolder(config)
  yield await checkDisk(config)
  yield* checkDatabase(config)
  yield await checkHttpPort(config)
  yield await checkSmtpPort(config)
  yield await checkCertificate(config)
  yield await checkDns(config)
  yield await checkRelay(config)
}
