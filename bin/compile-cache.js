/** Where Node.js keeps compiled code between starts: in a folder that nobody else can write to, or nowhere. */

import { existsSync, lstatSync, mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Keeps what was compiled for the next start, which then takes half the time. What is in the folder is run: Node.js would
 * take one below the temporary folder, where others could put theirs first. NODE_COMPILE_CACHE, which Node.js reads
 * itself, names another. Where no folder can be had the start is only slower: never throws.
 */
export function keepCompiled() {
  if (process.env.NODE_COMPILE_CACHE) return
  const folder = ownFolder()
  if (folder !== null) enableCompileCache(folder)
}

/** The folder in the user's caches, made when it is missing; null when it cannot be had or others may write to it. */
function ownFolder() {
  try {
    const folder = join(caches(), 'multimail')
    // One by one: where nothing can be made, as in /proc, a recursive mkdirSync may never return.
    for (const path of [caches(), folder]) if (!existsSync(path)) mkdirSync(path, { mode: 0o700 })
    const found = lstatSync(folder)
    const isOwn = process.getuid === undefined || found.uid === process.getuid()
    const isClosed = process.platform === 'win32' || (found.mode & 0o022) === 0
    return found.isDirectory() && isOwn && isClosed ? folder : null
  } catch {
    return null
  }
}

/** Where programs of this user keep what they can make again. */
function caches() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA
  return join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache')
}
