import { z } from 'zod';
import { noticeCard } from '../../cards/index.js';
import { numberOf } from '../../services/context/index.js';
import { handOverDataset, listRepresented } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import { refused, refusedOn } from './refused.js';

/** Datasets that are offered. */
const mostOffered = 40;

/** A Representative hands a dataset over to somebody else of the provider's. */
export const handOverForm = defineForm({
  key: 'hand-over',
  about: z.object({ datasetId: z.number().int().optional() }),
  async begin({ context, about, words: { t } }) {
    const own = await listRepresented(context);
    const offered = (about.datasetId === undefined ? own : own.filter(({ id }) => id === about.datasetId)).slice(0, mostOffered);
    const [first] = offered;
    if (!first) {
      if (about.datasetId === undefined) return { kind: 'refused', notice: { notice: 'represents-nothing' } };
      context.audit.push({ action: 'dataset.hand-over', outcome: 'refused', reason: 'not-found', objectType: 'dataset', objectId: numberOf('dataset', about.datasetId) });
      return refused('not-found');
    }
    return {
      kind: 'page',
      title: t('form.hand-over.title'),
      heading: t('form.hand-over.heading'),
      notes: [t('form.hand-over.note')],
      fields: [
        { kind: 'choice', id: 'dataset', label: t('form.hand-over.dataset'), required: true, choices: offered.map(({ id, name }) => ({ title: `${numberOf('dataset', id)} ${name}`, value: String(id) })), ...(offered.length === 1 ? { value: String(first.id) } : {}) },
        { kind: 'person', id: 'who', label: t('form.hand-over.who'), required: true, placeholder: t('form.person-placeholder') },
      ],
      next: t('form.hand-over.next'),
    };
  },
  async submit({ context, words, format }, values) {
    const person = values.person('who');
    if (!person) return refused('not-found');
    const handed = await handOverDataset(context, { datasetId: Number(values.choice('dataset')), person });
    if (handed.kind === 'refused') return refusedOn('who', handed.reason, words);
    return { kind: 'done', card: noticeCard({ notice: 'handed-over', values: { who: person.name, number: numberOf('dataset', handed.value.datasetId) } }, format) };
  },
});
