/** What `multimail doctor` looks at on this machine: the data folder, the disk, the certificate. */

import { X509Certificate } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { access, readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Config } from '../config.ts'
import { systemClock } from '../context.ts'
import { type Finding, findings, reasonOf } from './doctor-finding.ts'

const MEGABYTE = 1024 * 1024
/** Below this `/health` is degraded. */
const LOW_DISK_MB = 200
const SOON_LOW_DISK_MB = 1_024
const DAY_MS = 86_400_000

/** The folder itself, or the nearest one above it that is there. */
function nearestFolder(path: string): string {
  let folder = path
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

/** Whether the data folder can be written, or made. */
export async function checkFolder({ data }: Config): Promise<Finding> {
  const { ok, warning, problem } = findings('data folder')
  const fix = 'Give the user of the server the right to write there, or choose another MULTIMAIL_DATA.'
  try {
    if (!existsSync(data)) {
      await access(nearestFolder(data), constants.W_OK | constants.X_OK)
      return warning(`${data} is not there yet.`, 'The first start or `multimail init` makes it.')
    }
    const probe = join(data, `.doctor-${process.pid}`)
    await writeFile(probe, 'probe', { flush: true })
    await rm(probe)
    return ok(`${data} can be written.`)
  } catch (error) {
    return problem(`${data} cannot be written: ${reasonOf(error)}`, fix)
  }
}

/** Whether there is room on the disk of the data folder. */
export async function checkDisk({ data }: Config): Promise<Finding> {
  const { ok, warning, problem } = findings('disk')
  try {
    const { bavail, bsize } = await statfs(nearestFolder(data))
    const free = Math.floor((bavail * bsize) / MEGABYTE)
    const message = `${free} MB are free.`
    if (free < LOW_DISK_MB)
      return problem(message, 'Make room: mail will soon be refused for now (4xx, 503).')
    if (free < SOON_LOW_DISK_MB)
      return warning(message, `Make room before less than ${LOW_DISK_MB} MB are left.`)
    return ok(message)
  } catch (error) {
    return problem(`The free room cannot be told: ${reasonOf(error)}`, 'Look at the disk of the data folder.')
  }
}

/** Whether the certificate of the settings can be read and is valid. */
export async function checkCertificate({ tlsCert, tlsKey }: Config): Promise<Finding> {
  const { ok, warning, problem } = findings('certificate')
  if (tlsCert === null || tlsKey === null) return ok('STARTTLS uses a self-signed certificate of our own.')
  try {
    const certificate = new X509Certificate(await readFile(tlsCert))
    await access(tlsKey, constants.R_OK)
    const days = Math.floor((Date.parse(certificate.validTo) - systemClock.now()) / DAY_MS)
    if (days < 0) return problem(`The certificate ended on ${certificate.validTo}.`, 'Renew it.')
    if (days < 14)
      return warning(`The certificate ends in ${days} days.`, 'Renew it, and restart the server.')
    return ok(`The certificate is valid for ${days} more days.`)
  } catch (error) {
    return problem(
      `The certificate or its key cannot be read: ${reasonOf(error)}`,
      'Correct MULTIMAIL_TLS_CERT and MULTIMAIL_TLS_KEY, or the rights of the files.',
    )
  }
}
