import { followsItsTable } from '../follows-its-table.js';
import { participantPaths } from './paths.js';

describe('the flowchart participant-risk', () => {
  followsItsTable('participant-risk', participantPaths, { tiers: { 0: 1, 1: 5, 2: 8 }, questions: 10 });
});
