import type { DatasetPlace, RepresentedDataset } from '../../services/projects/index.js';
import type { Page } from '../../services/requests/index.js';
import { numberOf } from '../../services/context/index.js';
import { button } from '../buttons.js';
import { pageButtons, pagingOf } from '../list-data.js';
import { oneLine } from '../literal.js';
import { short } from '../names.js';
import { nothing, section, type OverviewCardData, type OverviewItem } from '../overview-data.js';
import { renderFitting, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** Places of one dataset, and people at one place, on one card; the others are counted. */
const most = { places: 5, people: 6 } as const;

/** Where a Representative's datasets are used, at which tier and by whom now. */
export function myDatasetsCard(view: Page<RepresentedDataset>, format: Format): Card {
  const words = wording(format);
  const { t } = words;
  return renderFitting('overview', words, t('my-datasets.summary', { total: view.total }), (room) => {
    const [only, ...others] = view.items.filter(({ capacity }) => capacity === 'principal');
    const data: OverviewCardData = {
      ...nothing,
      title: t('my-datasets.title'),
      next: t(view.total === 0 ? 'my-datasets.empty' : 'my-datasets.next'),
      sections: view.items.flatMap((dataset) =>
        section(`${numberOf('dataset', dataset.id)}${t('line.separator')}${oneLine(dataset.name, Math.min(room, 120))}`, {
          facts: [
            { title: t('my-datasets.you'), value: t(`my-datasets.${dataset.capacity}`) },
          ],
          items: placesOf(dataset, room, words),
        }),
      ),
      paging: pagingOf(view, words),
      actions: [
        ...pageButtons(view, words, (page) => ({ verb: 'my-datasets.show', page, renew: true })),
        ...(only ? [button(t('do.hand-over'), { verb: 'form.start', form: 'hand-over', ...(others.length === 0 && view.pages === 1 ? { datasetId: only.id } : {}) })] : []),
        button(t('do.approvals'), { verb: 'approvals.list', page: 1 }),
      ],
    };
    return { ...data };
  });
}

function placesOf(dataset: RepresentedDataset, room: number, words: Wording): readonly OverviewItem[] {
  const { t } = words;
  if (dataset.places.length === 0) return [{ title: t('my-datasets.unused'), details: [] }];
  const more = dataset.places.length - most.places;
  return [...dataset.places.slice(0, most.places).map((place) => placeItem(place, room, words)), ...(more > 0 ? [{ title: t('my-datasets.places-more', { count: more }), details: [] }] : [])];
}

function placeItem({ project, workPackage, withdrawn, workspace, agreementEndsOn, people }: DatasetPlace, room: number, { t, day, list }: Wording): OverviewItem {
  const cut = (text: string): string => oneLine(text, Math.min(room, 80));
  const stands = withdrawn ? t('my-datasets.withdrawn') : workPackage.suspended ? t('package-band.suspended') : workPackage.tier === null ? t(`package.${workPackage.state}`) : t('tier.name', { tier: workPackage.tier });
  const more = people.length - most.people;
  const names = people.slice(0, most.people).map(({ name, untilOn }) => t('my-datasets.person', { name: short(cut(name)), until: day(untilOn) }));
  return {
    title: [`${numberOf('package', workPackage.id)} ${cut(workPackage.title)}`, stands].join(t('line.separator')),
    details: [
      `${numberOf('project', project.id)} ${cut(project.title)}`,
      t('my-datasets.agreement', { ends: agreementEndsOn === null ? 'none' : day(agreementEndsOn) }),
      workspace === null ? t('my-datasets.no-workspace') : `${numberOf('workspace', workspace.id)} ${cut(workspace.name)}`,
      ...(workspace === null ? [] : [people.length === 0 ? t('my-datasets.nobody') : t('my-datasets.people', { names: list([...names, ...(more > 0 ? [t('line.more', { count: more })] : [])]) })]),
    ].map((text) => ({ text })),
  };
}
