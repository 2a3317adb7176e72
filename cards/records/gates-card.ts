import type { GateStanding, StandingOfGates } from '../../services/records/index.js';
import { numberOf } from '../../services/context/index.js';
import { button, type Piece } from '../buttons.js';
import { section, shown, type ClassificationCardData, type Section } from '../classification/classification-data.js';
import { oneLine } from '../literal.js';
import { short } from '../names.js';
import { aboutOf, gateName, gateStateLine } from './record-words.js';
import { renderFitting, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** Things on the card itself; the others are counted. Buttons that Teams shows at most. */
const mostThings = 14;
const mostButtons = 6;

/** What is on record for a project, package, dataset or person, what is missing, what lapses when, and a button for what the reader can do. */
export function gatesCard(view: StandingOfGates, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  const open = view.gates.filter(({ state }) => state !== 'in-force' && state !== 'not-needed');
  const name = oneLine(view.name, 120);
  return renderFitting('classification', words, t('gates.summary', { name, open: open.length }), (room) => {
    const sections = sectionsOf(view.gates, room, words);
    const data: ClassificationCardData = {
      eyebrow: name,
      title: t('gates.title'),
      bands: [{ style: open.length === 0 ? 'good' : 'warning', word: t('gates.band', { open: open.length }), lines: shown([t('gates.band-text', { open: open.length })]) }],
      lines: [],
      factSets: [],
      sections: sections.slice(0, mostThings),
      folded: [],
      next: shown([...(sections.length > mostThings ? [t('line.more', { count: sections.length - mostThings })] : []), t('gates.next')]),
      words: [],
      actions: actionsOf(view.gates, words),
    };
    return { ...data };
  });
}

/** One part for each thing, with a line for each of its gates. */
function sectionsOf(gates: readonly GateStanding[], room: number, words: Wording): readonly Section[] {
  return [...Map.groupBy(gates, ({ about }) => about)].map(([about, own]) =>
    section(oneLine(about, Math.min(room, 160)) || '…', { factSets: [{ facts: own.map((gate) => ({ title: gateName(gate.gate, words), value: stateOf(gate, words) })) }] }),
  );
}

function stateOf(gate: GateStanding, words: Wording): string {
  const { t, dateOf } = words;
  const { proposed } = gate;
  const state = gateStateLine(gate, words);
  if (proposed === null) return state;
  const waits = t('gates.waits', { number: numberOf('record', proposed.recordId), name: short(proposed.byName), at: dateOf(proposed.at), kind: gate.gate === 'agreement' ? 'agreement' : 'other' });
  return gate.state === 'waiting' ? waits : `${state} ${waits}`;
}

/** What waits for the reader first, then what they can put on record and is missing. */
function actionsOf(gates: readonly GateStanding[], { t }: Wording): readonly Piece[] {
  const waiting = gates.flatMap(({ gate, proposed }) => (proposed !== null && (proposed.mayConfirm || gate === 'agreement') ? [button(t('do.show', { number: numberOf('record', proposed.recordId) }), { verb: 'record.show', recordId: proposed.recordId })] : []));
  const missing = gates
    .filter(({ state, mayFile, proposed }) => mayFile && proposed === null && state !== 'in-force' && state !== 'later' && state !== 'not-needed')
    .map(({ gate, object, about }) => button(oneLine(t('do.file-gate', { gate: t(`record-kind.${gate}`), about: short(about.split(' ')[0] ?? '') }), 32), { verb: 'form.start', form: `file-${gate}`, ...aboutOf(object) }));
  return [...waiting, ...missing].slice(0, mostButtons);
}
