import { CardFactory, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import { datasetMentionCard, extensionPreview, requestMentionCard, type Card } from '../../cards/index.js';
import { searchDatasets } from '../../services/catalogue/index.js';
import { readNumber } from '../../services/context/index.js';
import { findMyRequests } from '../../services/requests/index.js';
import { turnOf } from '../turn.js';

/** What Teams asks of a search command. */
const query = z.looseObject({
  commandId: z.string().max(64).optional(),
  parameters: z.array(z.looseObject({ name: z.string().max(64).default(''), value: z.string().max(200).optional() })).max(10).default([]),
});

/** Searching from the compose box, trimmed to what the person may see. What is inserted says number, type and state only: a whole chat reads it. */
export class MessageExtension {
  async search(context: TurnContext): Promise<void> {
    const turn = turnOf(context);
    const parsed = query.safeParse(context.activity.value);
    const command = parsed.success ? commandOf(parsed.data) : undefined;
    const attachments = parsed.success && command ? await this.results(context, command, wordsOf(parsed.data.parameters)) : [];
    turn.respond({ composeExtension: { type: 'result', attachmentLayout: 'list', attachments } });
  }

  private async results(context: TurnContext, command: 'searchDatasets' | 'searchRequests', words: string): Promise<readonly object[]> {
    const turn = turnOf(context);
    const { format } = turn;
    if (command === 'searchDatasets') {
      const found = await turn.run((work) => searchDatasets(work, words, 1));
      return found.items.map(({ id, name, provider }) => result(datasetMentionCard({ id }, format), extensionPreview({ kind: 'dataset', id, name, provider }, format)));
    }
    const found = await turn.run((work) => findMyRequests(work, words));
    return found.map(({ id, type, state }) => result(requestMentionCard({ id, type, state }, format), extensionPreview({ kind: 'request', id, type, state }, format)));
  }
}

function result(card: Card, preview: { readonly title: string; readonly text: string }): object {
  return { ...CardFactory.adaptiveCard(card.content), preview: CardFactory.thumbnailCard(preview.title, preview.text) };
}

/** The command; a client that names none means datasets, unless its words are a request's number. Undefined for one that is none of ours. */
function commandOf({ commandId = '', parameters }: z.output<typeof query>): 'searchDatasets' | 'searchRequests' | undefined {
  if (commandId === '') return readNumber('request', wordsOf(parameters).trim()) === undefined ? 'searchDatasets' : 'searchRequests';
  return commandId === 'searchDatasets' || commandId === 'searchRequests' ? commandId : undefined;
}

/** The words of the search; Teams sends `initialRun` instead when the box was just opened, the Playground no name unless one is given. */
const wordsOf = (parameters: readonly { readonly name: string; readonly value?: string | undefined }[]): string => (parameters.find(({ name }) => name === 'query') ?? parameters.find(({ name }) => name === ''))?.value ?? '';
