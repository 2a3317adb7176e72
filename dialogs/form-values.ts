import type { DirectoryPerson } from '../services/projects/index.js';

/** A form's answers, each read by the form's own rules. Asking for a field that the form does not have is a fault of the program. */
export class FormValues {
  constructor(
    private readonly read: ReadonlyMap<string, string>,
    private readonly people: ReadonlyMap<string, DirectoryPerson> = new Map(),
  ) {}

  /** The same answers, with whom each name means. */
  with(people: ReadonlyMap<string, DirectoryPerson>): FormValues {
    return new FormValues(this.read, people);
  }

  /** What was typed, trimmed; empty where nothing was. */
  text(field: string): string {
    return this.of(field);
  }

  /** An ISO date; null where none was given. */
  date(field: string): string | null {
    return this.of(field) || null;
  }

  /** The chosen value; null where none was. */
  choice(field: string): string | null {
    return this.of(field) || null;
  }

  choices(field: string): readonly string[] {
    return this.of(field)
      .split(',')
      .filter((value) => value !== '');
  }

  ticked(field: string): boolean {
    return this.of(field) === 'true';
  }

  /** Who is meant, as the directory knows them now; null where nobody was named. */
  person(field: string): DirectoryPerson | null {
    return this.of(field) === '' ? null : (this.people.get(field) ?? null);
  }

  /** True when the form asked for the field. */
  has(field: string): boolean {
    return this.read.has(field);
  }

  private of(field: string): string {
    const value = this.read.get(field);
    if (value === undefined) throw new Error(`the form has no field ${field}`);
    return value;
  }
}
