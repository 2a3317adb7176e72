import { noticeCard } from '../../cards/index.js';
import { localDate, numberOf } from '../../services/context/index.js';
import { beginDesignation, longestEvidence, recordDesignation } from '../../services/projects/index.js';
import { defineForm } from '../form.js';
import { aboutDataset } from './about.js';
import { refused, refusedOn } from './refused.js';

/** A Programme Manager puts on record whom a provider designated for a dataset. */
export const recordDesignationForm = defineForm({
  key: 'record-designation',
  about: aboutDataset,
  async begin({ context, about, words: { t } }) {
    const begun = await beginDesignation(context, about.datasetId);
    if (begun.kind === 'refused') return refused(begun.reason);
    const { id, name, provider } = begun.value;
    return {
      kind: 'page',
      title: t('form.record-designation.title'),
      heading: t('form.record-designation.heading'),
      facts: [
        { title: t('label.dataset'), value: `${numberOf('dataset', id)} ${name}` },
        { title: t('label.provider'), value: provider },
      ],
      fields: [
        { kind: 'person', id: 'who', label: t('form.record-designation.who'), required: true, placeholder: t('form.person-placeholder') },
        {
          kind: 'choice',
          id: 'capacity',
          label: t('form.record-designation.capacity'),
          required: true,
          value: 'principal',
          choices: (['principal', 'deputy'] as const).map((value) => ({ title: t(`form.record-designation.${value}`), value })),
        },
        { kind: 'text', id: 'evidence', label: t('form.record-designation.evidence'), required: true, max: longestEvidence },
        { kind: 'date', id: 'dated', label: t('form.record-designation.dated'), required: true, latest: localDate(context.organisation, context.clock.now()) },
      ],
      next: t('form.record-designation.next'),
    };
  },
  async submit({ context, about, words, format }, values) {
    const person = values.person('who');
    if (!person) return refused('not-found');
    const capacity = values.choice('capacity') === 'deputy' ? 'deputy' : 'principal';
    const recorded = await recordDesignation(context, { datasetId: about.datasetId, person, capacity, evidence: values.text('evidence'), designatedOn: values.date('dated') ?? '' });
    if (recorded.kind === 'refused') return refusedOn('who', recorded.reason, words);
    return { kind: 'done', card: noticeCard({ notice: 'designation-recorded', values: { who: person.name, number: numberOf('dataset', about.datasetId) } }, format) };
  },
});
