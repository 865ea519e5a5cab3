/** Posts events to subscriptions, each with its own room: one that is slow or dead keeps no other waiting. */

import { digestMessage } from '../actions/digest-message.ts'
import { fanOut } from '../actions/fan-out.ts'
import { claimPosts, postEvent } from '../actions/post-webhooks.ts'
import type { Context } from '../context.ts'
import { listDueWebhooks, type Webhook } from '../store/webhooks.ts'
import { createPoster, type Poster } from '../web/post.ts'

export class WebhookPoster {
  readonly #context: Context
  readonly #poster: Poster
  /** What is under way for each subscription. */
  readonly #inFlight = new Map<string, Set<Promise<void>>>()
  readonly #onFinished: () => void

  /** `onFinished` is called when a POST is over and there may be room for the next. */
  constructor(context: Context, onFinished: () => void) {
    this.#context = context
    this.#poster = createPoster({
      allowsPrivate: context.config.webhookAllowPrivate,
      now: () => context.clock.now(),
    })
    this.#onFinished = onFinished
  }

  /** Queues what happened and begins what is due. Returns how much there was to do. */
  async round(): Promise<number> {
    const queued = await fanOut(this.#context, digestMessage)
    const { database, clock } = this.#context
    const due = await listDueWebhooks(database.reader, clock.now())
    // Together, so that their claims share a commit.
    const started = await Promise.all(due.map((webhook) => this.#begin(webhook)))
    return started.reduce((sum, posts) => sum + posts, queued)
  }

  /** Begins what there is room for at one subscription. Returns how much. */
  async #begin(webhook: Webhook): Promise<number> {
    const under = this.#inFlight.get(webhook.id) ?? new Set()
    const posts = await claimPosts(this.#context, webhook, under.size)
    for (const post of posts) {
      const running: Promise<void> = postEvent(this.#context, this.#poster, post)
        .catch((error) => this.#context.log.error({ err: error }, 'a webhook delivery was not recorded'))
        .finally(() => {
          under.delete(running)
          if (under.size === 0) this.#inFlight.delete(webhook.id)
          this.#onFinished()
        })
      under.add(running)
      this.#inFlight.set(webhook.id, under)
    }
    return posts.length
  }

  /** Resolves when everything that is under way is recorded. */
  async settled(): Promise<void> {
    await Promise.all([...this.#inFlight.values()].flatMap((running) => [...running]))
  }

  async close(): Promise<void> {
    await this.settled()
    await this.#poster.close()
  }
}
