/** An event on its way to one subscription: what may follow on what (contract §8). What is absent is impossible. */

export type PostState = 'pending' | 'sending' | 'delivered' | 'failed'

/**
 * `claim`: an attempt begins, also where the worker of the last one died · `take`: the subscriber answered 2xx ·
 * `defer`: it will be tried again · `give_up`: it will not · `requeue`: a person has it posted again ·
 * `end`: its subscription was deleted while it waited.
 */
export type PostEvent = 'claim' | 'take' | 'defer' | 'give_up' | 'requeue' | 'end'

export const POST_TRANSITIONS: Readonly<Record<PostState, Readonly<Partial<Record<PostEvent, PostState>>>>> =
  {
    pending: { claim: 'sending', requeue: 'pending', end: 'failed' },
    sending: { claim: 'sending', take: 'delivered', defer: 'pending', give_up: 'failed' },
    delivered: { requeue: 'pending' },
    failed: { requeue: 'pending' },
  }

/** The state after an event, or null when it cannot be. */
export function postTransition(state: PostState, event: PostEvent): PostState | null {
  return POST_TRANSITIONS[state][event] ?? null
}

/** The states in which an event may happen. */
export function statesBefore(event: PostEvent): PostState[] {
  const states = Object.keys(POST_TRANSITIONS) as PostState[]
  return states.filter((state) => postTransition(state, event) !== null)
}
