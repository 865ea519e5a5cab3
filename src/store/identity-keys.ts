/**
 * The key that this server signs with: checkpoints of the trail, exports, mail. It is made at first need and kept in
 * the database, or read from the file that MULTIMAIL_IDENTITY_KEY_FILE names. Private keys do not leave this file.
 */

import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { ConfigError } from '../config.ts'
import type { PublicJwk } from '../core/checkpoint.ts'
import type { Database, Reader, Writer } from './db.ts'
import type { IdentityKeysTable } from './schema-audit.ts'
import { publicJwkOf, readPrivateKey, signTextAside } from './signature.ts'
import { statement } from './statement.ts'

/** A signature, and the key it is by. */
export interface Signed {
  /** RFC 7638 thumbprint. */
  readonly kid: string
  /** 64 bytes r‖s, base64url. */
  readonly signature: string
}

interface Loaded {
  readonly kid: string
  readonly key: KeyObject
  /** The text of the file that it is from; null for a key of the database. */
  readonly fileText: string | null
}

/** Signs in the name of this server. Not to be used inside a transaction before {@link Identity.prepare}. */
export class Identity {
  readonly #database: Database
  readonly #file: string | null
  #loaded: Promise<Loaded> | null = null

  /** `file` is where the private key is, or null when the database keeps it. */
  constructor(database: Database, file: string | null) {
    this.#database = database
    this.#file = file
  }

  /** Makes or reads the key if that was not done yet. Throws ConfigError when its file cannot be used. */
  async prepare(): Promise<void> {
    await this.#load()
  }

  /**
   * Signs ASCII text with the key that is in use now: a key that another process put in its place, or in the file,
   * is taken up. Throws as {@link Identity.prepare}.
   */
  async sign(text: string): Promise<Signed> {
    const loaded = await this.#load()
    const { kid, key } = (await this.#isOver(loaded)) ? await this.#reload(loaded) : loaded
    return { kid, signature: await signTextAside(key, text) }
  }

  #load(): Promise<Loaded> {
    this.#loaded ??= load(this.#database, this.#file).catch((error) => {
      this.#loaded = null
      throw error
    })
    return this.#loaded
  }

  async #isOver({ kid, fileText }: Loaded): Promise<boolean> {
    if (this.#file !== null) {
      // A file that is being replaced may be away for a moment.
      const text = await readFile(this.#file, 'utf8').catch(() => fileText)
      return text !== fileText
    }
    const current = await findCurrent(this.#database.reader)
    // A key that is kept in a file is another process's: both sign, and both keys are published.
    return current !== undefined && current.kid !== kid && current.private_jwk !== null
  }

  /** Takes up the new key; while its file holds none, because it is being written, the old one goes on. */
  async #reload(old: Loaded): Promise<Loaded> {
    const current = this.#loaded === null ? null : await this.#loaded
    if (current !== null && current !== old) return current
    this.#loaded = load(this.#database, this.#file).catch(() => old)
    return this.#loaded
  }
}

/** Every public key that this server has signed with, newest first. */
export async function listIdentityKeys(reader: Reader): Promise<PublicJwk[]> {
  const rows = await reader
    .selectFrom('identity_keys')
    .select('public_jwk')
    .orderBy('retired_at', (order) => order.desc().nullsFirst())
    .orderBy('created_at', 'desc')
    .orderBy('kid')
    .execute()
  return rows.map(({ public_jwk }) => JSON.parse(public_jwk) as PublicJwk)
}

async function load(database: Database, file: string | null): Promise<Loaded> {
  const { key: given, text } = file === null ? { key: null, text: null } : await readKeyFile(file)
  const current = await findCurrent(database.reader)
  if (current !== undefined && isThatOne(current, given)) return loadedOf(current, given, text)
  return database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, 'identity')
    // Another process may have been faster.
    const now = await findCurrent(writer.db)
    if (now !== undefined && isThatOne(now, given)) return loadedOf(now, given, text)
    return install(writer, given, text)
  })
}

async function readKeyFile(file: string): Promise<{ readonly key: KeyObject; readonly text: string }> {
  try {
    const text = await readFile(file, 'utf8')
    return { key: readPrivateKey(text), text }
  } catch (error) {
    const why = error instanceof Error ? error.message : 'cannot be read'
    throw new ConfigError(`MULTIMAIL_IDENTITY_KEY_FILE: ${file} holds no private key on P-256 (${why})`)
  }
}

type Row = Pick<IdentityKeysTable, 'kid' | 'private_jwk'>

async function findCurrent(reader: Reader): Promise<Row | undefined> {
  return (await selectCurrent(reader, {}))[0]
}

/** Asked for every signature. */
const selectCurrent = statement<object, Row>((db) =>
  db
    .selectFrom('identity_keys')
    .select(['kid', 'private_jwk'])
    .where('retired_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('kid')
    .limit(1),
)

/** Whether the key in use is the one in the file, or, without a file, one that the database keeps. */
function isThatOne(row: Row, given: KeyObject | null): boolean {
  return given === null ? row.private_jwk !== null : row.kid === publicJwkOf(given).kid
}

function loadedOf(row: Row, given: KeyObject | null, fileText: string | null): Loaded {
  return { kid: row.kid, key: given ?? readPrivateKey(row.private_jwk ?? ''), fileText }
}

/** Puts a new key into use, in the caller's transaction; what older ones signed stays valid. Returns its kid. */
export async function replaceIdentityKey(writer: Writer): Promise<string> {
  await writer.backend.lockChain(writer.db, 'identity')
  return (await install(writer, null, null)).kid
}

/** Puts a key into use, a new one when none is given; the one before signs no more. */
async function install(writer: Writer, given: KeyObject | null, fileText: string | null): Promise<Loaded> {
  const key = given ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const publicJwk = publicJwkOf(key)
  await writer.db
    .updateTable('identity_keys')
    .set({ retired_at: writer.now })
    .where('retired_at', 'is', null)
    .execute()
  await writer.db
    .insertInto('identity_keys')
    .values({
      kid: publicJwk.kid,
      public_jwk: JSON.stringify(publicJwk),
      private_jwk: given === null ? JSON.stringify(key.export({ format: 'jwk' })) : null,
      created_at: writer.now,
      retired_at: null,
    })
    .onConflict((conflict) => conflict.column('kid').doUpdateSet({ retired_at: null }))
    .execute()
  return { kid: publicJwk.kid, key, fileText }
}
