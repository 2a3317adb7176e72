/** Tokens of persons for the bot's own API, as the Bot Framework's token service keeps them. */
export interface UserTokens {
  /**
   * A token of the person with this directory id; undefined when they are not signed in. Asked for at each act, never kept.
   * @throws LockkeeperError `directory-unavailable` when the token service does not answer
   */
  tokenOf(personId: string): Promise<string | undefined>;
}
