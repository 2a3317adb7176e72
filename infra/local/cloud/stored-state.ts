import { readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';

/** The state file is there but cannot be used; the message says which file and why. */
export class StateFileError extends Error {
  constructor(file: string, cause: unknown) {
    super(`${file} cannot be read as the local cloud's state. Remove it to begin afresh. ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'StateFileError';
  }
}

/** A memory of the local cloud: one JSON file, replaced atomically before a change is answered, so that killing the process loses nothing that was answered. */
export class StoredState<State extends object> {
  readonly #file: string;
  #state: State;

  private constructor(file: string, state: State) {
    this.#file = file;
    this.#state = state;
  }

  /** Opens the file, or begins with `seed` when there is none. The folder must exist. */
  static open<State extends object>(file: string, schema: z.ZodType<State>, seed: () => State): StoredState<State> {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      const store = new StoredState(file, seed());
      store.#write();
      return store;
    }
    try {
      return new StoredState(file, schema.parse(JSON.parse(text)));
    } catch (error) {
      throw new StateFileError(file, error);
    }
  }

  get current(): Readonly<State> {
    return this.#state;
  }

  /** Applies `change` to a copy and keeps the copy once it is on disk; a change that throws changes nothing. */
  update<T>(change: (state: State) => T): T {
    const before = this.#state;
    const copy = structuredClone(before);
    const result = change(copy);
    this.#state = copy;
    try {
      this.#write();
    } catch (error) {
      this.#state = before;
      throw error;
    }
    return result;
  }

  #write(): void {
    writeFileAtomic.sync(this.#file, `${JSON.stringify(this.#state, undefined, 1)}\n`, { mode: 0o600, fsync: false });
  }
}
