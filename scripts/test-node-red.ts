/** `npm run test:node-red`: a real workflow engine, Node-RED, runs the flow files of `test/node-red` and `connectors/node-red`. */

import { testWith } from './test-with.ts'

await testWith({
  command: 'test:node-red',
  title: 'Node-RED',
  name: 'node-red',
  folder: 'test/node-red',
  variable: 'TEST_NODE_RED',
  isOptional: false,
})
