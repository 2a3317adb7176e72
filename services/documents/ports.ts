/** A document's bytes on their way into the store. */
export interface NewBlob {
  /** `records/<kind>/<id>/<sha256>`: the same bytes for the same thing have the same name. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly mediaType: string;
}

/** The secure document volume (paper 5.5): what is written stays as it was written. */
export interface DocumentStore {
  /**
   * Writes a blob that is not there yet. `was-there`: one of that name is, and stays as it is.
   * @throws LockkeeperError `documents-unavailable` when the store does not answer
   */
  create(blob: NewBlob): Promise<'created' | 'was-there'>;
  /**
   * The bytes of a blob; undefined when there is none.
   * @throws LockkeeperError `documents-unavailable` when the store does not answer
   */
  read(name: string): Promise<Uint8Array | undefined>;
}
