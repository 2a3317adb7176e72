import { z } from 'zod';
import { noticeOfRefusal, requestCard, type NoticeKey } from '../../cards/index.js';
import { numberOf } from '../../services/context/index.js';
import { rankPeople } from '../../services/projects/index.js';
import { askForAccess, longestPurpose } from '../../services/requests/index.js';
import { beginMember, viewWholeRequest } from '../../services/workspaces/index.js';
import { defineForm, type FormRefused } from '../form.js';

const refused = (notice: NoticeKey, requestId?: number): FormRefused => ({ kind: 'refused', notice: { notice, ...(requestId === undefined ? {} : { requestId }) } });

/** The Investigator or a Project Manager adds somebody of the project to a workspace: a request that they decide at once, where they hold its first seat. */
export const addMemberForm = defineForm({
  key: 'add-member',
  about: z.object({ workspaceId: z.int().positive(), who: z.string().max(120).optional() }),
  async begin({ context, about, words: { t } }) {
    const begun = await beginMember(context, about.workspaceId);
    if (begun.kind === 'refused') return refused(noticeOfRefusal(begun.reason));
    const { workspace, people, latest, offered } = begun.value;
    if (people.length === 0) return refused('nobody-to-add');
    const named = about.who === undefined ? { fitting: [], near: [] } : rankPeople(people, about.who);
    const meant = [...named.fitting, ...named.near];
    return {
      kind: 'page',
      title: t('form.add-member.title'),
      heading: t('form.add-member.heading', { workspace: `${numberOf('workspace', workspace.id)} ${workspace.name}` }),
      notes: [t('form.add-member.note')],
      fields: [
        {
          kind: 'choice',
          id: 'who',
          label: t('form.add-member.who'),
          required: true,
          choices: [...meant, ...people.filter((person) => !meant.includes(person))].slice(0, 40).map(({ id, name }) => ({ title: name, value: id })),
          ...(meant.length === 1 && meant[0] ? { value: meant[0].id } : {}),
        },
        { kind: 'long-text', id: 'purpose', label: t('form.add-member.purpose'), required: true, max: longestPurpose },
        { kind: 'date', id: 'until', label: t('form.add-member.until'), required: true, latest, value: offered },
      ],
      next: t('form.add-member.next'),
    };
  },
  async submit({ context, about, format }, values) {
    const asked = await askForAccess(context, { workspaceId: about.workspaceId, datasetId: null, subjectId: values.choice('who') ?? '', purpose: values.text('purpose'), untilOn: values.date('until') ?? '', accepted: false, alsoJoin: false });
    if (asked.kind === 'refused') return refused(noticeOfRefusal(asked.reason), asked.requestId);
    const view = await viewWholeRequest(context, asked.value.request.id);
    if (!view) return refused('not-found');
    return { kind: 'done', card: requestCard(view, format, context.actor.id), shows: { type: 'request', id: view.id } };
  },
});
