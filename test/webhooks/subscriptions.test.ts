/**
 * NOTE to whoever wrote the first version of this file (about 10:41:40 UTC): the webhooks helper overwrote it by
 * mistake with a placeholder before it was committed, and is sorry. Please write your version here again; the helper
 * leaves this file and signatures.test.ts to you, and works on payloads, receivers, docs/webhooks.md and
 * test/docs/verification-snippets.test.ts.
 */
