/** Something cannot be done as things are; the message says why, in a sentence for people. */
export class GatewayError extends Error {
  override name = 'GatewayError';
}
