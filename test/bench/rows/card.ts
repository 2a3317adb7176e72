import assert from 'node:assert/strict';
import { approvalCard } from '../../../cards/index.js';
import { plainApprovalCard } from '../plain-approval-card.js';
import { approvalFormat, approvalView, approvalViewerId } from '../approval-view.js';
import type { Row } from '../figure.js';
import { besideLimit, cpuMicroseconds } from '../measure.js';

const warmUp = 2_000;
const cards = 1_000;

/** The largest card that people get often, from its template. */
export const card: Row = {
  name: 'card',
  async measure() {
    const product = (): unknown => approvalCard(approvalView, approvalFormat, approvalViewerId).content;
    const plain = (): unknown => plainApprovalCard(approvalView, approvalFormat, approvalViewerId);
    assert.deepEqual(plain(), product(), 'both make the same card');
    cpuMicroseconds(warmUp, product);
    cpuMicroseconds(warmUp, plain);
    const { measured, limit } = await besideLimit(
      () => Promise.resolve(cpuMicroseconds(cards, product)),
      () => Promise.resolve(cpuMicroseconds(cards, plain)),
    );
    return [{ what: 'approval card', unit: 'µs', measured, limit, limitIs: 'CPU of the same card written as an object in code, nothing escaped', goal: { kind: 'at-most', value: 600 } }];
  },
};
