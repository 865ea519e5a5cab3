/** Everything that programs use. */

export { MultiMail, type MultiMailOptions } from './client.ts'
export { type ErrorDetail, MultiMailError } from './errors.ts'
export type { components, operations, paths } from './schema.ts'
export * from './types.ts'
export { isUndecided, isUnderWay, type WaitOptions, WaitTimeoutError } from './waiting.ts'
export { type VerifyOptions, verifyWebhook, type WebhookEvent, WebhookVerificationError } from './webhooks.ts'
