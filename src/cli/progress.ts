/** Long work tells on standard error how far it is. */

/** Where nobody watches, progress is told every so many steps. */
const TELL_EVERY = 50_000
/** On a terminal, every so many. */
const SHOW_EVERY = 1_000

/** Says what begins, and returns what is to be called with the number of things done so far. */
export function tellProgress(what: string, things: string): (done: number) => void {
  process.stderr.write(`${what} …\n`)
  let told = 0
  return (done) => {
    if (done - told < (process.stderr.isTTY ? SHOW_EVERY : TELL_EVERY)) return
    told = done
    process.stderr.write(process.stderr.isTTY ? `\r${done} ${things} …\r` : `${done} ${things} …\n`)
  }
}
