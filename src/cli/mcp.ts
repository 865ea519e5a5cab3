/** `multimail mcp`: the tools for clients that start a program and talk to it by standard input and output. */

import { MCP_PATH } from '../mcp/path.ts'
import { relay } from '../mcp/relay.ts'
import { takeArguments } from './arguments.ts'
import { type Command, CommandError } from './command.ts'

const DEFAULT_URL = 'http://127.0.0.1:8080'

export const mcpCommand: Command = {
  usage: '',
  help: `Speaks the Model Context Protocol by standard input and output and passes every message on to a server.

  MULTIMAIL_API_KEY   the key; the client sees the tools that its scopes open
  MULTIMAIL_URL       the server, ${DEFAULT_URL} when left out

It opens no data folder: the server may be on another machine. Clients that speak HTTP need no program: give them
MULTIMAIL_URL/mcp and the key. See docs/mcp.md.

  MULTIMAIL_API_KEY=mm_live_… multimail mcp`,
  async run(invocation) {
    takeArguments('mcp', invocation, [])
    const { MULTIMAIL_API_KEY: key = '', MULTIMAIL_URL: url } = process.env
    if (key === '') throw new CommandError('Set MULTIMAIL_API_KEY to the key that the client is to use.')
    if (!/^[\x21-\x7e]+$/.test(key)) throw new CommandError('MULTIMAIL_API_KEY is not a key.')
    // Who no longer listens wants no answers.
    process.stdout.on('error', () => process.exit(0))
    await relay({ input: process.stdin, output: process.stdout, url: endpointOf(url || DEFAULT_URL), key })
    return 0
  },
}

/** The address of the tools on a server, whether it was given with the path or without. */
function endpointOf(url: string): string {
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new CommandError(`MULTIMAIL_URL: "${url}" is not the address of a server, like ${DEFAULT_URL}.`)
  const address = url.replace(/\/+$/, '')
  return address.endsWith(MCP_PATH) ? address : `${address}${MCP_PATH}`
}
