import { transact, verifyAudit, type Verification } from '../../services/audit/index.js';
import { operatorWorld } from './operator-world.js';
import type { Report } from './command.js';
import type { Target } from './target.js';

type Fault = Extract<Verification, { readonly ok: false }>['fault'];

const faultTexts: Readonly<Record<Fault, string>> = {
  gap: 'is missing',
  'wrong-predecessor': 'does not follow the one before it',
  altered: 'was altered: its text does not give its hash',
  'column-differs': 'was altered: a column says something else than its text',
  'text-altered': 'was altered: a free text of it does not give its digest',
};

/** Walks the audit chain and names the first bad entry. Verifying is itself an entry. */
export async function auditVerifyCommand(target: Target): Promise<Report> {
  return operatorWorld(target, async (world) => {
    const verification = await verifyAudit(world.db);
    await transact(world, { kind: 'process', id: 'operator' }, (context) => {
      context.audit.push({ action: 'audit.verify', outcome: verification.ok ? 'done' : 'failed', objectType: 'audit', objectId: 'chain', facts: { entries: verification.entries } });
      return Promise.resolve();
    });
    return { ok: verification.ok, lines: [sentenceOf(verification)], json: { ...verification } };
  });
}

function sentenceOf(verification: Verification): string {
  const { entries } = verification;
  if (!verification.ok) return `Entry ${String(verification.seq)} ${faultTexts[verification.fault]} (${verification.fault}). ${entries === 0 ? 'It is the first.' : `Those before it are whole: ${String(entries)}.`}`;
  if (entries === 0) return 'The audit trail is empty: there is nothing to verify yet.';
  return `The chain is whole: ${entries === 1 ? 'one entry' : `${String(entries)} entries`}, head ${verification.head}.`;
}
