import { isDeepStrictEqual } from 'node:util';
import { SatchelError } from '../../satchelError.ts';
import {
  defaultsSection,
  type IniDocument,
  type IniLine,
  type IniSection,
  type IniSetting,
  isComment,
  parseIni,
  toText,
} from './iniDocument.ts';
import { indentOf, strip } from './pythonText.ts';

/** What a file's layout does not allow to be edited without changing something else that it says. */
export class IniLayoutError extends Error {
  override readonly name = 'IniLayoutError';
  /** The 1-based line of the section's header. */
  readonly line: number;

  constructor(line: number) {
    super(`The section in line ${line} cannot be changed without changing what other lines say.`);
    this.line = line;
  }
}

/**
 * Sets a setting of a section that is there, in its place or else below the section's last one. All other lines stay as
 * they are; an earlier value of several lines goes, but for its comments. Every edit here throws `request.invalid` for a
 * key or value that would not be read back as it is, and IniLayoutError where other settings would change.
 */
export function setSetting(document: IniDocument, section: string, key: string, value: string): IniDocument {
  checkKey(key);
  checkValue(key, value);
  const target = sectionOf(document, section);
  const setting = target.settings.get(key);
  return edit(document, section, key, value, (lines) => {
    if (setting === undefined)
      return insert(lines, lastLineOf(target), spaced(indentIn(lines, target) + key, value));
    const line = {
      text: withValue(lines[setting.firstLine]?.text ?? '', value),
      end: endOf(lines, setting.firstLine),
    };
    return replace(lines, setting, line);
  });
}

/** Sets a setting inside a setting, such as `addressing_style` of `s3`; a plain value that `s3` may have had goes. */
export function setNested(
  document: IniDocument,
  section: string,
  key: string,
  nestedKey: string,
  value: string,
): IniDocument {
  checkKey(key);
  checkKey(nestedKey);
  checkValue(nestedKey, value);
  const target = sectionOf(document, section);
  const setting = target.settings.get(key);
  const nested = new Map(nestedIn(setting)).set(nestedKey, value);
  return edit(document, section, key, nested, (lines) => {
    if (setting === undefined) {
      const indent = indentIn(lines, target);
      const opened = insert(lines, lastLineOf(target), `${indent}${key} =`);
      return insert(opened, lastLineOf(target) + 1, spaced(`${indent}    ${nestedKey}`, value));
    }
    if (typeof setting.value === 'string') {
      const text = withValue(lines[setting.firstLine]?.text ?? '', '');
      const opened = replace(lines, setting, { text, end: endOf(lines, setting.firstLine) });
      return insert(opened, setting.firstLine, spaced(`${leading(text)}    ${nestedKey}`, value));
    }
    const at = nestedLine(lines, setting, nestedKey);
    if (at === undefined) {
      const indent = leading(lines[setting.lastLine]?.text ?? '');
      return insert(lines, setting.lastLine, spaced(indent + nestedKey, value));
    }
    return lines.with(at, { text: withValue(lines[at]?.text ?? '', value, /=/), end: endOf(lines, at) });
  });
}

/** Takes a setting out, if it is there; comments inside of it stay. */
export function removeSetting(document: IniDocument, section: string, key: string): IniDocument {
  const setting = document.sections.get(section)?.settings.get(key);
  if (setting === undefined) return document;
  return edit(document, section, key, undefined, (lines) => replace(lines, setting));
}

/** Takes a setting inside a setting out, if it is there, and with the last of them the setting itself. */
export function removeNested(
  document: IniDocument,
  section: string,
  key: string,
  nestedKey: string,
): IniDocument {
  const setting = document.sections.get(section)?.settings.get(key);
  const nested = new Map(nestedIn(setting));
  if (setting === undefined || !nested.delete(nestedKey)) return document;
  if (nested.size === 0) return removeSetting(document, section, key);
  return edit(document, section, key, nested, (lines) =>
    lines.filter(
      (line, at) => !isWithin(at, setting) || at === setting.firstLine || keyOf(line) !== nestedKey,
    ),
  );
}

/** Adds an empty section at the end, as `aws configure` does; one that is there already stays as it is. */
export function addSection(document: IniDocument, section: string): IniDocument {
  if (document.sections.has(section)) return document;
  checkSection(section);
  const { lines } = document;
  return verified(document, parseLines(insert(lines, lines.length - 1, `[${section}]`)), section);
}

/** Gives a section that is there another name, which none has yet, in its header; all other lines stay as they are. */
export function renameSection(document: IniDocument, section: string, name: string): IniDocument {
  checkSection(name);
  const target = sectionOf(document, section);
  const { text = '', end = '' } = document.lines[target.headerLine] ?? {};
  const header = text.slice(0, text.indexOf('[') + 1) + name + text.slice(text.lastIndexOf(']'));
  const after = parseLines(document.lines.with(target.headerLine, { text: header, end }));
  const renamed = after.sections.get(name);
  const isWhole = renamed && isDeepStrictEqual(meaning(renamed.settings), meaning(target.settings));
  if (document.sections.has(name) || !isWhole) throw new IniLayoutError(target.headerLine + 1);
  return verified(document, after, section, target, undefined, name);
}

/**
 * Takes a section out, if it is there: its header, its settings, the comments among them, and the ones right below the
 * last setting. Comments above the header stay, and so do those above the next one.
 */
export function removeSection(document: IniDocument, section: string): IniDocument {
  const target = document.sections.get(section);
  if (target === undefined) return document;
  const { lines } = document;
  let end = lastLineOf(target) + 1;
  while (end < target.endLine && isComment(lines[end])) end++;
  // What touches the next header is about that one.
  if (end === target.endLine && end < lines.length) end = lastLineOf(target) + 1;
  while (end < target.endLine && isEmpty(lines[end])) end++;
  const rest = lines.filter((_, at) => at < target.headerLine || at >= end);
  return verified(document, parseLines(rest), section, target);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters but the tab, and halves of characters
const unwritable = /[\0-\x08\n-\x1f\x7f-\x9f\p{Zl}\p{Zp}\p{Cs}]/u;

function checkSection(section: string): void {
  if (section === defaultsSection || unwritable.test(section) || /[\]]/.test(section) || section === '') {
    throw new SatchelError('request.invalid', 'A section of this name cannot be kept in an AWS file.');
  }
}

function checkKey(key: string): void {
  if (!/^[a-z0-9_.-]+$/.test(key))
    throw new SatchelError('request.invalid', `${key} is no name of a setting.`);
}

function checkValue(key: string, value: string): void {
  if (strip(value) !== value || unwritable.test(value)) {
    throw new SatchelError('request.invalid', `The value of ${key} cannot be kept in an AWS file.`, {
      params: { key },
    });
  }
}

function sectionOf(document: IniDocument, name: string): IniSection {
  const section = document.sections.get(name);
  if (section === undefined) throw new SatchelError('internal', 'The section to edit is not in the file.');
  return section;
}

function nestedIn(setting: IniSetting | undefined): ReadonlyMap<string, string> {
  return setting === undefined || typeof setting.value === 'string' ? new Map() : setting.value;
}

function edit(
  document: IniDocument,
  section: string,
  key: string,
  value: IniSetting['value'] | undefined,
  change: (lines: readonly IniLine[]) => readonly IniLine[],
): IniDocument {
  const before = sectionOf(document, section);
  const after = parseLines(change(document.lines));
  const changed = after.sections.get(section)?.settings.get(key)?.value;
  if (!isDeepStrictEqual(changed, value)) throw new IniLayoutError(before.headerLine + 1);
  return verified(document, after, section, before, key);
}

/**
 * `after`, if it says what `before` does, but for one section, which may have another name there, or one of its settings.
 */
function verified(
  before: IniDocument,
  after: IniDocument,
  section: string,
  { headerLine } = { headerLine: 0 },
  key?: string,
  nameAfter = section,
): IniDocument {
  const rest = (document: IniDocument) => [
    [...document.sections]
      .filter(([name]) => key !== undefined || name !== (document === after ? nameAfter : section))
      .map(([name, { settings }]) => [name, name === section ? meaning(settings, key) : meaning(settings)]),
    meaning(document.defaults),
  ];
  if (!isDeepStrictEqual(rest(before), rest(after))) throw new IniLayoutError(headerLine + 1);
  return after;
}

function meaning(settings: IniSection['settings'], except?: string) {
  return [...settings].flatMap(([key, { value }]) => (key === except ? [] : [[key, value]]));
}

function parseLines(lines: readonly IniLine[]): IniDocument {
  return parseIni(toText({ lines }));
}

function lastLineOf({ headerLine, extents }: IniSection): number {
  return extents.at(-1)?.lastLine ?? headerLine;
}

/** The indentation that makes a new line a setting of its own, and leaves the next header one. */
function indentIn(lines: readonly IniLine[], { extents, endLine }: IniSection): string {
  return leading(lines[extents.at(-1)?.firstLine ?? endLine]?.text ?? '');
}

function leading(text: string): string {
  return text.slice(0, indentOf(text));
}

function insert(lines: readonly IniLine[], after: number, text: string): readonly IniLine[] {
  const end = lines.find((line) => line.end !== '')?.end ?? '\n';
  const above = lines.slice(0, after + 1).map((line) => (line.end === '' ? { ...line, end } : line));
  return [...above, { text, end }, ...lines.slice(after + 1)];
}

/** Puts a line, or none, in the place of a setting; the comments inside of it stay. */
function replace(lines: readonly IniLine[], setting: IniSetting, line?: IniLine): readonly IniLine[] {
  const comments = lines.slice(setting.firstLine, setting.lastLine + 1).filter(isComment);
  return lines.toSpliced(
    setting.firstLine,
    setting.lastLine + 1 - setting.firstLine,
    ...(line ? [line] : []),
    ...comments,
  );
}

function endOf(lines: readonly IniLine[], at: number): string {
  return lines[at]?.end ?? '';
}

function isEmpty(line: IniLine | undefined): boolean {
  return line !== undefined && strip(line.text) === '';
}

function isWithin(at: number, { firstLine, lastLine }: IniSetting): boolean {
  return at >= firstLine && at <= lastLine;
}

function nestedLine(lines: readonly IniLine[], setting: IniSetting, key: string): number | undefined {
  for (let at = setting.lastLine; at > setting.firstLine; at--) if (keyOf(lines[at]) === key) return at;
  return undefined;
}

function keyOf(line: IniLine | undefined): string | undefined {
  if (line === undefined || isComment(line) || !line.text.includes('=')) return undefined;
  return strip(line.text.slice(0, line.text.indexOf('=')));
}

/** A line with another value, spaced as it was. */
function withValue(line: string, value: string, delimiter = /[=:]/): string {
  const at = line.search(delimiter);
  const head = line.slice(0, at + 1);
  const tail = line.slice(at + 1);
  const isSpaced = strip(line.charAt(at - 1)) === '';
  const gap = strip(tail) === '' ? (isSpaced ? ' ' : '') : leading(tail);
  return value === '' ? head : head + gap + value;
}

function spaced(head: string, value: string): string {
  return value === '' ? `${head} =` : `${head} = ${value}`;
}
