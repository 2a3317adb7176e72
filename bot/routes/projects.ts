import type { TurnContext } from 'botbuilder';
import { myDatasetsCard, noticeCard, peopleCard, portfolioCard, projectCard, projectListCard, refereesCard, type CardAction } from '../../cards/index.js';
import { listProjects, viewMyDatasets, viewPortfolio, viewProject, viewReferees } from '../../services/projects/index.js';
import { turnOf } from '../turn.js';
import type { Place } from './conversation.js';

export type ProjectViewAction = Extract<CardAction, { readonly verb: 'project.show' | 'people.show' | 'referees.show' | 'projects.list' | 'portfolio.show' | 'my-datasets.show' }>;

const verbs: ReadonlySet<string> = new Set<ProjectViewAction['verb']>(['project.show', 'people.show', 'referees.show', 'projects.list', 'portfolio.show', 'my-datasets.show']);
export const isProjectView = (action: CardAction): action is ProjectViewAction => verbs.has(action.verb);

/** Projects, their people, and where data is used: what people can see of it, whether they typed it or pressed a button. */
export class Projects {
  async show(context: TurnContext, projectId: number, card: 'project' | 'people' = 'project'): Promise<void> {
    const turn = turnOf(context);
    const view = await turn.run((work) => viewProject(work, projectId));
    if (!view) return turn.say(noticeCard({ notice: 'not-found' }, turn.format));
    await turn.say(card === 'people' ? peopleCard(view, turn.format) : projectCard(view, turn.format));
  }

  async list(context: TurnContext, page: number, place: Place): Promise<void> {
    const turn = turnOf(context);
    await turn[place](projectListCard(await turn.run((work) => listProjects(work, page)), turn.format));
  }

  async portfolio(context: TurnContext, page: number, place: Place): Promise<void> {
    const turn = turnOf(context);
    const seen = await turn.run((work) => viewPortfolio(work, page));
    await turn[place](seen.kind === 'refused' ? noticeCard({ notice: seen.reason }, turn.format) : portfolioCard(seen.value, turn.format));
  }

  async myDatasets(context: TurnContext, page: number, place: Place): Promise<void> {
    const turn = turnOf(context);
    await turn[place](myDatasetsCard(await turn.run((work) => viewMyDatasets(work, page)), turn.format));
  }

  async referees(context: TurnContext, projectId: number): Promise<void> {
    const turn = turnOf(context);
    const seen = await turn.run((work) => viewReferees(work, projectId));
    await turn.say(seen.kind === 'refused' ? noticeCard({ notice: seen.reason }, turn.format) : refereesCard(seen.value, turn.format));
  }

  async run(context: TurnContext, action: ProjectViewAction): Promise<void> {
    switch (action.verb) {
      case 'project.show':
        return this.show(context, action.projectId);
      case 'people.show':
        return this.show(context, action.projectId, 'people');
      case 'referees.show':
        return this.referees(context, action.projectId);
      case 'projects.list':
        return this.list(context, action.page, action.renew ? 'answer' : 'say');
      case 'portfolio.show':
        return this.portfolio(context, action.page, action.renew ? 'answer' : 'say');
      case 'my-datasets.show':
        return this.myDatasets(context, action.page, action.renew ? 'answer' : 'say');
      default:
        return action satisfies never;
    }
  }
}
