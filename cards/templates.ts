import approval from './templates/approval.json' with { type: 'json' };
import choose from './templates/choose.json' with { type: 'json' };
import classification from './templates/classification.json' with { type: 'json' };
import confirm from './templates/confirm.json' with { type: 'json' };
import dataset from './templates/dataset.json' with { type: 'json' };
import form from './templates/form.json' with { type: 'json' };
import guide from './templates/guide.json' with { type: 'json' };
import history from './templates/history.json' with { type: 'json' };
import list from './templates/list.json' with { type: 'json' };
import mention from './templates/mention.json' with { type: 'json' };
import notice from './templates/notice.json' with { type: 'json' };
import overview from './templates/overview.json' with { type: 'json' };
import request from './templates/request.json' with { type: 'json' };
import terms from './templates/terms.json' with { type: 'json' };

/** The templates by name; imported, so that a build carries them along. */
export const templates = { approval, choose, classification, confirm, dataset, form, guide, history, list, mention, notice, overview, request, terms } as const;
export type TemplateName = keyof typeof templates;
