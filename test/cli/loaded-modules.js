/** Loaded before a program: writes, when it ends, the address of every module it loaded to the file LOADED_MODULES. */

import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

const modules = new Set()

registerHooks({
  load(url, context, next) {
    modules.add(url)
    return next(url, context)
  },
})

process.on('exit', () => writeFileSync(process.env.LOADED_MODULES, JSON.stringify([...modules])))
