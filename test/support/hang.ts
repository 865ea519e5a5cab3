/**
 * Milliseconds after which something hangs: far above what it takes on a slow and busy machine, far below what
 * work that grows with the square of its input, or a wait without end, would take. Speed is measured by bench/.
 */
export const HANG = 20_000
