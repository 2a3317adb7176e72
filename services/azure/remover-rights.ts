import type { RemoverRights } from '../requests/index.js';
import { appTokens } from './app-token.js';
import type { RemoverSettings } from './azure-settings.js';
import { unexpectedRefusal } from './directory-fault.js';
import { graphClient, segment } from './graph-client.js';

/**
 * Takes members out of groups with the remover's own right (application permission GroupMember.ReadWrite.All within an administrative unit).
 * Graph's permission would add as well: this is the only call that the remover makes. The caller passes groups that this product made.
 * 404 is `not-member`, which is what removing is for; 403 is `refused`.
 */
export function removerRights(settings: RemoverSettings): RemoverRights {
  const graph = graphClient(settings, appTokens(settings, settings.credential));
  return {
    async removeMember({ groupId, personId }) {
      const answer = await graph.delete(`/groups/${segment(groupId)}/members/${segment(personId)}/$ref`);
      if (answer.kind === 'done') return 'removed';
      if (answer.refusal.status === 404) return 'not-member';
      if (answer.refusal.status === 403) return 'refused';
      throw unexpectedRefusal(answer.refusal);
    },
  };
}
