import type { FormStart } from '../../dialogs/index.js';
import { numberOf, readNumber, type Numbered } from '../../services/context/index.js';
import type { Command, PlainProjectView, Reader } from './command.js';

/** After the word for the thing its bare number is enough: `project 5`. */
const numberAfter = (kind: Numbered, rest: string): number | undefined => readNumber(kind, /^\d{1,9}$/.test(rest) ? numberOf(kind, Number(rest)) : rest);

const plain = (kind: PlainProjectView): Reader => (rest) => (rest === '' ? { kind } : undefined);
const view = (kind: 'project' | 'people' | 'referees'): Reader => (rest) => {
  const projectId = numberAfter('project', rest);
  return projectId === undefined ? undefined : { kind, projectId };
};
const begin = (form: FormStart['form'], about: FormStart['about'] = {}): Command => ({ kind: 'form', start: { form, about } });

/** A form about the one thing that is named. */
const formAbout = (form: FormStart['form'], kind: 'project' | 'dataset' | 'package'): Reader => (rest) => {
  const id = numberAfter(kind, rest);
  return id === undefined ? undefined : begin(form, { [`${kind}Id`]: id });
};
/** `add Lena Fischer to PR-0001`; nobody in particular is `someone`. */
const somebody = (form: 'appoint' | 'remove-person', joint: RegExp): Reader => (rest) => {
  const [who = '', project, ...others] = rest.split(joint);
  const projectId = others.length > 0 || project === undefined ? undefined : numberAfter('project', project);
  const name = who.trim();
  if (projectId === undefined || name === '' || name.length > 120) return undefined;
  return begin(form, /^(?:someone|somebody|people|a person)$/i.test(name) ? { projectId } : { projectId, who: name });
};
/** Without a number the list of projects is shown, to choose from. */
const orProjects = (read: Reader): Reader => (rest) => (rest === '' ? { kind: 'projects' } : read(rest));

/** Phrases about projects, their people and what is written for them. */
export const projectReaders: readonly (readonly [phrase: string, read: Reader])[] = [
  ['projects', plain('projects')],
  ['my projects', plain('projects')],
  ['portfolio', plain('portfolio')],
  ['my datasets', plain('my-datasets')],
  ['project', view('project')],
  ['people', orProjects(view('people'))],
  ['referees', orProjects(view('referees'))],
  ['new project', (rest) => (rest === '' ? begin('create-project') : undefined)],
  ['add', somebody('appoint', /\sto\s/i)],
  ['remove', somebody('remove-person', /\sfrom\s/i)],
  ['appoint', orProjects((rest) => somebody('appoint', /\s(?:in|to)\s/i)(rest) ?? formAbout('appoint', 'project')(rest))],
  ['declare conflict', orProjects(formAbout('declare-conflict', 'project'))],
  ['take back conflict', orProjects(formAbout('take-back-conflict', 'project'))],
  ['hand over', (rest) => (rest === '' ? begin('hand-over') : formAbout('hand-over', 'dataset')(rest))],
  ['designate', formAbout('record-designation', 'dataset')],
  ['new package in', formAbout('create-package', 'project')],
  ['new package', (rest) => (rest === '' ? { kind: 'projects' } : undefined)],
  ['change', (rest) => formAbout('change-package', 'package')(rest) ?? formAbout('change-project', 'project')(rest)],
  ['rename', formAbout('change-project', 'project')],
  ['successor of', formAbout('create-successor', 'package')],
];
