import type { ConfigProblem } from '../../../../shared/domain/account.ts';
import { indentOf, splitInnerLines, strip } from './pythonText.ts';

/** One line of a file, and the line break after it, which the last one may not have. */
export type IniLine = { readonly text: string; readonly end: string };

/** A wrong line; line numbers are 1-based. */
export type IniProblem = {
  readonly line: number;
  readonly reason: Exclude<ConfigProblem['reason'], 'unreadable'>;
  /** The section it is in or would begin; missing where there is none. */
  readonly section?: string;
};

/** A setting: a text, or settings of its own. Lines are 0-based and inclusive, comments in between too. */
export type IniSetting = {
  readonly value: string | ReadonlyMap<string, string>;
  readonly firstLine: number;
  readonly lastLine: number;
};

export type IniSection = {
  readonly headerLine: number;
  /** By name in lower case. */
  readonly settings: ReadonlyMap<string, IniSetting>;
  /** First and last line of all that is in it, in order: its settings, and wrong lines. */
  readonly extents: readonly Extent[];
  /** The line of the next header, or the number of lines. */
  readonly endLine: number;
};

/** What a text in the AWS files' dialect says, line by line, so that it can be edited. */
export type IniDocument = {
  readonly lines: readonly IniLine[];
  /** By the whole name between the brackets, in order; all but `DEFAULT`. */
  readonly sections: ReadonlyMap<string, IniSection>;
  /** The settings of `[DEFAULT]`, which count for every section of the file that has not got them. */
  readonly defaults: ReadonlyMap<string, IniSetting>;
  readonly problems: readonly IniProblem[];
};

type Extent = { readonly firstLine: number; readonly lastLine: number };
type Block = {
  readonly kind: 'header' | 'entry';
  readonly firstLine: number;
  readonly text: string;
  /** The lines that continue an entry, and empty ones between them. */
  readonly more: (readonly [line: number, text: string])[];
};

/** The name of the section that Python's configparser puts under all others. */
export const defaultsSection = 'DEFAULT';

/**
 * Reads a text as the AWS CLI does (botocore.configloader on Python's configparser), and never throws. Where the CLI
 * would refuse the whole file there is a problem for the line, the line is left out, and the rest is read: of a section
 * or a setting that is there twice, the first one counts.
 */
export function parseIni(text: string): IniDocument {
  const lines = splitLines(text);
  const blocks = groupLines(lines);
  const problems: IniProblem[] = [];
  if (text.startsWith('\ufeff')) problems.push({ line: 1, reason: 'notText' });
  const sections = new Map<string, IniSection>();
  const defaults = new Map<string, IniSetting>();
  let name: string | undefined;
  let current: { settings: Map<string, IniSetting>; extents: Extent[] } | undefined;
  let isOutside = false;

  const report = (line: number, reason: IniProblem['reason']): void => {
    problems.push({ line: line + 1, reason, ...(name !== undefined && { section: name }) });
  };

  const enter = ({ text, firstLine }: Block, endLine: number): void => {
    name = sectionName(text);
    current = { settings: name === defaultsSection ? defaults : new Map(), extents: [] };
    if (name === undefined) report(firstLine, 'badSection');
    else if (sections.has(name)) report(firstLine, 'duplicateSection');
    else if (name !== defaultsSection) sections.set(name, { ...current, headerLine: firstLine, endLine });
  };

  const read = (block: Block): void => {
    if (current === undefined) {
      if (!isOutside) report(block.firstLine, 'noSection');
      isOutside = true;
      return;
    }
    const extent = { firstLine: block.firstLine, lastLine: block.more.at(-1)?.[0] ?? block.firstLine };
    current.extents.push(extent);
    const equals = block.text.search(/[=:]/);
    const key = strip(block.text.slice(0, Math.max(0, equals))).toLowerCase();
    if (key === '') report(block.firstLine, 'noEquals');
    else if (current.settings.has(key)) report(block.firstLine, 'duplicateKey');
    else {
      const value = readValue(strip(block.text.slice(equals + 1)), block.more, report);
      current.settings.set(key, { value, ...extent });
    }
  };

  const headerLines = blocks.filter(({ kind }) => kind === 'header').map(({ firstLine }) => firstLine);
  let headers = 0;
  for (const block of blocks) {
    if (block.kind === 'entry') read(block);
    else enter(block, headerLines[++headers] ?? lines.length);
  }
  return { lines, sections, defaults, problems };
}

/** The very text that was read, or what the edits have made of it. */
export function toText(document: Pick<IniDocument, 'lines'>): string {
  return document.lines.map(({ text, end }) => text + end).join('');
}

/** True for a comment, which is a whole line: the CLI knows none behind other text. */
export function isComment(line: IniLine | undefined): boolean {
  return line !== undefined && /^[#;]/.test(strip(line.text));
}

function splitLines(text: string): readonly IniLine[] {
  const parts = text.split(/(\r\n|\r|\n)/);
  const lines: IniLine[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const line = { text: parts[at] ?? '', end: parts[at + 1] ?? '' };
    if (line.text !== '' || line.end !== '') lines.push(line);
  }
  return lines;
}

/** Puts continued lines to what they continue: those that are indented deeper than a setting before them. */
function groupLines(lines: readonly IniLine[]): readonly Block[] {
  const blocks: Block[] = [];
  let entryIndent = Number.POSITIVE_INFINITY;
  let emptyLines: Block['more'] = [];
  for (const [firstLine, line] of lines.entries()) {
    const raw = firstLine === 0 ? line.text.replace(/^\ufeff/, '') : line.text;
    const text = strip(raw);
    if (text === '') emptyLines.push([firstLine, text]);
    if (text === '' || isComment({ text, end: '' })) continue;
    const indent = indentOf(raw);
    if (indent > entryIndent) {
      blocks.at(-1)?.more.push(...emptyLines, [firstLine, text]);
      emptyLines = [];
      continue;
    }
    emptyLines = [];
    const isHeader = text.startsWith('[') && (sectionName(text) !== undefined || !/[=:]/.test(text));
    blocks.push({ kind: isHeader ? 'header' : 'entry', firstLine, text, more: [] });
    entryIndent = isHeader ? Number.POSITIVE_INFINITY : indent;
  }
  return blocks;
}

/** What is between the first bracket and the last one; the CLI does not care what follows. */
function sectionName(text: string): string | undefined {
  const end = text.lastIndexOf(']');
  return end > 1 ? text.slice(1, end) : undefined;
}

function readValue(
  first: string,
  more: Block['more'],
  report: (line: number, reason: 'noEquals') => void,
): IniSetting['value'] {
  if (more.length === 0) return first;
  if (first !== '') return [first, ...more.map(([, text]) => text)].join('\n');
  const nested = new Map<string, string>();
  for (const [line, text] of more) {
    for (const inner of splitInnerLines(text).map(strip)) {
      const equals = inner.indexOf('=');
      if (equals >= 0) nested.set(strip(inner.slice(0, equals)), strip(inner.slice(equals + 1)));
      else if (inner !== '') report(line, 'noEquals');
    }
  }
  return nested;
}
