import type { Answer } from './dialog-turn.js';

const consent = /^(?:i accept|accept|i agree|yes|send)$/i;

/** True for the button of the last step, and for words that accept what is shown and send. */
export const sends = (input: Answer): boolean => input.kind === 'button' || consent.test(input.text.trim());
