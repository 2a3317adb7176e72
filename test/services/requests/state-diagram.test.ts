import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { actions, finalStates, requestStates, transitions } from '../../../services/requests/index.js';
import { stateDiagram, stateDiagramPage } from '../../../services/requests/state-diagram.js';

describe('the table of transitions', () => {
  it('has nothing leading out of a final state, and something out of every other', () => {
    for (const state of requestStates) assert.equal(Object.keys(transitions[state]).length === 0, finalStates.has(state), state);
  });
  it('has each action somewhere', () => {
    for (const action of actions) assert.ok(requestStates.some((state) => transitions[state][action] !== undefined), action);
  });
  it('reaches every state but `done`, which no type of today ends in', () => {
    const reached = new Set<string>(['draft', ...requestStates.flatMap((state) => Object.values(transitions[state]))]);
    // What ends by its cause: see `endOf` and `followOuter`.
    for (const state of ['ended', 'revoked']) reached.add(state);
    assert.deepEqual(requestStates.filter((state) => !reached.has(state)), ['done']);
  });
});

describe('docs/request-states.md', () => {
  it('shows the table as it is: node --import tsx services/requests/write-state-diagram.ts', async () => {
    assert.equal(await readFile(path.resolve('docs/request-states.md'), 'utf8'), stateDiagramPage());
  });
  it('shows every state', () => {
    for (const state of requestStates.filter((candidate) => candidate !== 'done')) assert.match(stateDiagram(), new RegExp(`--> ${state.replaceAll('-', '_')}\\b`), state);
  });
});
