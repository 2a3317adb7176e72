import { transact, verifyAudit } from '../../services/audit/index.js';
import { operatorWorld } from './operator-world.js';
import type { Report } from './command.js';
import type { Target } from './target.js';

/** Walks the audit chain and names the first bad entry. Verifying is itself an entry. */
export async function auditVerifyCommand(target: Target): Promise<Report> {
  return operatorWorld(target, async (world) => {
    const verification = await verifyAudit(world.db);
    await transact(world, { kind: 'process', id: 'operator' }, (context) => {
      context.audit.push({ action: 'audit.verify', outcome: verification.ok ? 'done' : 'failed', objectType: 'audit', objectId: 'chain', facts: { entries: verification.entries } });
      return Promise.resolve();
    });
    return verification.ok
      ? { ok: true, lines: [`The chain is whole: ${String(verification.entries)} entries, head ${verification.head}.`], json: { ...verification } }
      : { ok: false, lines: [`Entry ${String(verification.seq)} is bad (${verification.fault}). The ${String(verification.entries)} entries before it are whole.`], json: { ...verification } };
  });
}
