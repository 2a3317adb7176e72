import type { DialogError } from '../cards/index.js';
import type { AskableDataset } from '../services/catalogue/index.js';
import { readNumber } from '../services/context/index.js';
import type { WorkspaceOption } from './ask-plan.js';
import type { Answer } from './dialog-turn.js';

/** What was chosen: by its value on the card; typed by its number, its place in the list or part of its name. */
export function choose<Item extends AskableDataset | WorkspaceOption>(choices: readonly Item[], input: Answer, kind: 'dataset' | 'workspace'): Item | DialogError {
  if (input.kind === 'button') {
    const value = input.values['choice'] ?? '';
    if (value === '') return 'choice-missing';
    return choices.find(({ id }) => String(id) === value) ?? 'choice-unknown';
  }
  const text = input.text.trim();
  const number = readNumber(kind, text);
  if (number !== undefined) return choices.find(({ id }) => id === number) ?? 'choice-unknown';
  const matches = choices.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  if (matches.length > 1) return 'choice-ambiguous';
  return matches[0] ?? 'choice-unknown';
}
