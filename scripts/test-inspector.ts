/** `npm run test:inspector`: a client that others make, the MCP Inspector, lists and calls tools, as docs/mcp.md shows. */

import { testWith } from './test-with.ts'

await testWith({
  command: 'test:inspector',
  title: 'the MCP Inspector',
  name: '@modelcontextprotocol/inspector',
  folder: 'test/inspector',
  variable: 'TEST_INSPECTOR',
  isOptional: true,
})
