import type { Surroundings } from '../../services/audit/index.js';
import type { Clock, Organisation } from '../../services/context/index.js';
import type { TestDatabase } from './database.js';

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  private at: number;

  constructor(start = '2026-11-23T09:00:00Z') {
    this.at = Date.parse(start);
  }

  now(): Date {
    return new Date(this.at);
  }

  advance(step: { readonly days?: number; readonly hours?: number; readonly minutes?: number }): void {
    this.at += (((step.days ?? 0) * 24 + (step.hours ?? 0)) * 60 + (step.minutes ?? 0)) * 60_000;
  }

  moveTo(instant: Date): void {
    this.at = instant.getTime();
  }
}

export const testOrganisation: Organisation = { timeZone: 'Europe/London', isHoliday: (date) => date === '2026-12-25' || date === '2026-12-28' };

export function surroundings(database: TestDatabase, clock: Clock = new TestClock()): Surroundings {
  return { db: database.db, jobs: database.jobs, clock, organisation: testOrganisation };
}
