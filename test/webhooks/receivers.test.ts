/** Being written by the webhooks helper. */
