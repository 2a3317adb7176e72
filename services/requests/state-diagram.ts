import { finalStates, requestStates, type RequestState } from './request.js';
import { actions, personActions, transitions, type Action } from './transitions.js';

const people: ReadonlySet<Action> = new Set<Action>(personActions);

/** Which states a row of the table can lead to: `by-cause` is decided by what ended (see `transitions`). */
function leadsTo(state: RequestState, action: Action): readonly RequestState[] {
  const next = transitions[state][action];
  if (next === undefined) return [];
  if (next === 'same') return [state];
  if (next !== 'by-cause') return [next];
  return state === 'ending' ? ['ended', 'revoked'] : [];
}

/**
 * The table of transitions as a Mermaid state diagram: what people do stands as it is, what the product does by itself in brackets.
 * `follow-outer` is left out, it leads from every state of waiting to each of the ends; the text beside the diagram says so.
 */
export function stateDiagram(): string {
  const lines = ['stateDiagram-v2', '  direction TB', '  [*] --> draft'];
  for (const state of requestStates) {
    for (const next of requestStates) {
      const leading = actions.filter((action) => leadsTo(state, action).includes(next));
      if (leading.length > 0) lines.push(`  ${nodeOf(state)} --> ${nodeOf(next)}: ${leading.map(label).join(', ')}`);
    }
  }
  for (const state of requestStates) if (finalStates.has(state)) lines.push(`  ${nodeOf(state)} --> [*]`);
  for (const state of requestStates) if (nodeOf(state) !== state) lines.push(`  ${nodeOf(state)}: ${state}`);
  return `${lines.join('\n')}\n`;
}

/** The whole page `docs/request-states.md`. */
export function stateDiagramPage(): string {
  const waiting = requestStates.filter((state) => transitions[state]['follow-outer'] !== undefined);
  return `# States of a request

Made from the table in \`services/requests/transitions.ts\` by \`node --import tsx services/requests/write-state-diagram.ts\`; a test holds the two
together. What people do stands as it is; what the product does by itself stands in brackets.

\`\`\`mermaid
${stateDiagram()}\`\`\`

A request for data waits for, and ends with, the workspace around it: from ${listed(waiting)} it follows that request to
its end. \`done\` is the end of types that give nothing lasting; today's types all end in \`active\`.
`;
}

/** Mermaid reads a hyphen in a name as the beginning of an arrow. */
const nodeOf = (state: RequestState): string => state.replaceAll('-', '_');
const label = (action: Action): string => (people.has(action) ? action : `(${action})`);
const listed = (states: readonly RequestState[]): string => states.map((state) => `\`${state}\``).join(', ').replace(/, ([^,]*)$/, ' and $1');
