import type { Rename } from '../machine/model.ts';

/**
 * Where what is in the journal's database. Numbers have a fixed width, so that keys sort as numbers do. The large data of
 * a job stands below one prefix, so that it can be cleared at once.
 */
export const formatKey = 'format';

const jobDigits = 8;
const placeDigits = 12;

/** The number of a job, or the place of an item in its row, as part of a key. */
export function jobText(jobNumber: number): string {
  return String(jobNumber).padStart(jobDigits, '0');
}

export function placeText(place: number): string {
  return String(place).padStart(placeDigits, '0');
}

/** What a job was told to do; it never changes. */
export const jobKeys = 'job/';
export const jobKey = (job: number): string => `${jobKeys}${jobText(job)}`;
/** How a job stands, with its counts. */
export const headKey = (job: number): string => `head/${jobText(job)}`;
/** What its list shows first. */
export const notesKey = (job: number): string => `notes/${jobText(job)}`;

export const dataKeys = 'data/';
export const dataOf = (job: number): string => `${dataKeys}${jobText(job)}/`;

/** Items that wait or move, by lane and place. */
export const rowsOf = (job: number, lane: string): string => `${dataOf(job)}row/${lane}/`;
/** Items that have ended, by state and id. */
export const resultsOf = (job: number, state: string): string => `${dataOf(job)}end/${state}/`;
/** The places of items that do not stand where they were found, by id. */
export const movedOf = (job: number): string => `${dataOf(job)}moved/`;
/** All sources that are known; as JSON, because a name may hold half a surrogate pair. */
export const sourceKey = (job: number, source: string): string =>
  `${dataOf(job)}source/${JSON.stringify(source)}`;
/** All changed names that are known: folders have one, too, and are no items. */
export const renameKey = (job: number, { from, to }: Rename): string =>
  `${dataOf(job)}rename/${JSON.stringify([from, to])}`;
export const progressesOf = (job: number): string => `${dataOf(job)}progress/`;
export const partsOf = (job: number, itemId: string): string => `${dataOf(job)}part/${itemId}/`;

/** The range of the keys below a prefix that ends with `/`. */
export function below(prefix: string): { readonly gte: string; readonly lt: string } {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}0` };
}

/** The job that a data key belongs to. */
export function jobOfKey(key: string): number {
  return Number(key.slice(dataKeys.length, dataKeys.length + jobDigits));
}
