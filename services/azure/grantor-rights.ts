import type { GrantorRights } from '../requests/index.js';
import { publicGraph, type AzureSettings } from './azure-settings.js';
import { delegatedTokens } from './delegated-token.js';
import { unexpectedRefusal } from './directory-fault.js';
import { graphClient, segment } from './graph-client.js';
import type { UserTokens } from './ports.js';

/**
 * Adds members with the delegated token of the grantor, fetched for the act and forgotten after it.
 *
 * What Graph says becomes: 400 "already exist", `already-member`; 401 (account disabled, session revoked), `sign-in-needed`; 403, `refused`.
 * 404 and any other 400 are thrown as `directory-unavailable`: a new group or person is not found everywhere for seconds to minutes, which is
 * what the job queue's growing delays are for; one that is gone ends as visibly failed after the last attempt.
 */
export function grantorRights(settings: AzureSettings, tokens: UserTokens): GrantorRights {
  const tokenOf = delegatedTokens(settings, tokens, `${publicGraph}/GroupMember.ReadWrite.All`);
  return {
    async addMember({ grantorId, groupId, personId }) {
      const delegated = await tokenOf(grantorId);
      if (delegated.kind === 'sign-in-needed') return 'sign-in-needed';
      const graph = graphClient(settings, () => Promise.resolve(delegated.token));
      const answer = await graph.post(`/groups/${segment(groupId)}/members/$ref`, { '@odata.id': `${settings.graphBaseUrl}/v1.0/directoryObjects/${segment(personId)}` });
      if (answer.kind === 'done') return 'added';
      const { status, message } = answer.refusal;
      if (status === 400 && /already exist/i.test(message)) return 'already-member';
      if (status === 401) return 'sign-in-needed';
      if (status === 403) return 'refused';
      throw unexpectedRefusal(answer.refusal);
    },
  };
}
