import type { ClassificationRecord } from '../../services/classification/index.js';
import { isTextKey, type Format } from '../text.js';
import { wording, type Wording } from '../wording.js';

/** How a record speaks: the wording, with the names that stand in it. */
export interface RecordWords extends Wording {
  /** A person's name, a process's name, or the directory id where there is no name. */
  readonly person: (id: string) => string;
  /** `DS-0005 Admissions`. */
  readonly dataset: (id: number) => string;
  /** Title of a flowchart, where there is one, and its name. */
  readonly flowchart: (name: string) => string;
  /** An ISO instant in words. */
  readonly at: (iso: string) => string;
}

export function recordWords({ people, datasets, flowcharts }: Pick<ClassificationRecord, 'people' | 'datasets' | 'flowcharts'>, format: Format): RecordWords {
  const words = wording(format);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    ...words,
    person: (id) => {
      const process = `process.${id}`;
      return names.get(id) ?? (isTextKey(process) ? words.t(process) : id);
    },
    dataset: (id) => {
      const found = datasets.find((dataset) => dataset.id === id);
      return found ? `${found.number} ${found.name}` : String(id);
    },
    flowchart: (name) => {
      const title = flowcharts.findLast((flowchart) => flowchart.name === name)?.title ?? null;
      return title === null ? name : words.t('record.flowchart-title', { title, name });
    },
    at: (iso) => words.instant(new Date(iso)),
  };
}
