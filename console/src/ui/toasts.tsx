/** Short news at the edge of the page, read out by screen readers; some can be taken back. */

import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { text } from '../strings.ts'
import { Button } from './parts.tsx'

interface Toast {
  readonly id: number
  readonly words: string
  readonly undo: (() => void) | null
}

interface Toasts {
  /** Tells something for some seconds. `undo`: what the button does that takes it back. */
  readonly tell: (words: string, undo?: () => void) => void
  /** Takes back what was told last, if it can be. */
  readonly undoLast: () => void
}

const Told = createContext<Toasts>({ tell: () => {}, undoLast: () => {} })

export const useToasts = () => useContext(Told)

/** Ms for which news stay; what can be undone can be for five seconds. */
const STAYS_MS = 5_000

export function ToastArea({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const last = useRef<Toast | null>(null)
  const drop = useCallback((id: number) => {
    setToasts((all) => all.filter((toast) => toast.id !== id))
    if (last.current?.id === id) last.current = null
  }, [])
  const value = useMemo<Toasts>(
    () => ({
      tell(words, undo) {
        const toast = { id: Date.now() + Math.random(), words, undo: undo ?? null }
        if (toast.undo !== null) last.current = toast
        setToasts((all) => [...all.slice(-3), toast])
        setTimeout(() => drop(toast.id), STAYS_MS)
      },
      undoLast() {
        const toast = last.current
        if (toast?.undo === null || toast === null) return
        drop(toast.id)
        toast.undo()
      },
    }),
    [drop],
  )
  return (
    <Told.Provider value={value}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-3 z-50 flex flex-col items-center gap-2 px-3"
      >
        {toasts.map((toast) => (
          <div
            key={toast.id}
            className="pointer-events-auto flex max-w-lg items-center gap-3 rounded-xl border border-line bg-card px-4 py-2 shadow-lg"
          >
            <span>{toast.words}</span>
            {toast.undo === null ? null : (
              <Button
                look="primary"
                onClick={() => {
                  drop(toast.id)
                  toast.undo?.()
                }}
              >
                {text.approvals.undo}
              </Button>
            )}
          </div>
        ))}
      </div>
    </Told.Provider>
  )
}
