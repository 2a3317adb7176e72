import { ConversationStates, type Versioned } from '../../bot/state/conversation-state.js';

/** Lets another turn come in between reading the dialog and acting on it. */
export class InterruptedStates extends ConversationStates {
  meanwhile: (() => Promise<unknown>) | undefined;

  override async load(key: string): Promise<Versioned | undefined> {
    const read = await super.load(key);
    const { meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    return read;
  }
}
