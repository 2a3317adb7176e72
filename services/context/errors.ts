/** What can go wrong in a way that a person is told about. `code` is the key of the text in `cards/strings`. */
export type ErrorCode =
  | 'not-found'
  | 'not-allowed'
  | 'invalid-input'
  | 'directory-unavailable'
  | 'azure-unavailable'
  | 'documents-unavailable'
  | 'sign-in-needed'
  | 'configuration'
  | 'unexpected';

/** The one error class of the product: turned into a card or an HTTP status in one place (`bot/`). */
export class LockkeeperError extends Error {
  override readonly name = 'LockkeeperError';

  /**
   * @param code what happened, as a key
   * @param userMessage said to the person; carries no secret, no id that they may not see
   */
  constructor(
    readonly code: ErrorCode,
    readonly userMessage: string,
    options?: { cause?: unknown },
  ) {
    super(userMessage, options);
  }
}
