/** How much memory is really in use. */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes in use by this process, without what is only waiting to be collected. */
export function inUse(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  // Buffers are given back beside the first; the second waits for that.
  for (let time = 0; time < 3; time++) collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
