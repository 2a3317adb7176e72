import { numberOf } from '../../services/context/index.js';
import type { AskablePackage } from '../../services/workspaces/index.js';
import { button } from '../buttons.js';
import { nothing, section, type OverviewCardData } from '../overview-data.js';
import { oneLine } from '../literal.js';
import { renderFitting, type Card } from '../render.js';
import type { Format } from '../text.js';
import { wording } from '../wording.js';

const most = 15;

/** The work packages for which the reader may ask for a workspace, to choose from. */
export function choosePackageCard(packages: readonly AskablePackage[], format: Format): Card {
  const words = wording(format);
  const { t } = words;
  return renderFitting('overview', words, t('choose-workspace.title'), (room) => {
    const rows = packages.slice(0, most).map(({ id, label, tier }) => ({
      title: oneLine(label, Math.min(room, 160)),
      details: [{ text: t('tier.name', { tier }) }],
      open: button(t('do.open', { name: numberOf('package', id) }), { verb: 'form.start', form: 'request-workspace', packageId: id }, { inputs: 'none' }),
    }));
    const data: OverviewCardData = {
      ...nothing,
      title: t('choose-workspace.title'),
      next: t('choose-workspace.next'),
      sections: section(t('choose-workspace.packages'), { rows }),
      paging: packages.length > most ? [{ text: t('line.more', { count: packages.length - most }) }] : [],
      actions: [],
    };
    return { ...data };
  });
}
