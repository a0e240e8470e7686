import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { s3Error } from './errors.ts';

/** The namespace of S3's answers. */
export const s3Namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A piece of an XML answer: a name with text or children; `undefined` children are left out. */
export type XmlChild = XmlElement | undefined | readonly XmlChild[];
export type XmlElement = {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: string | number | boolean | readonly XmlChild[];
};

/** Makes one element; a text that is `undefined` makes none. */
export function element(
  name: string,
  content: string | number | boolean | readonly XmlChild[] | undefined,
  attributes?: Readonly<Record<string, string>>,
): XmlElement | undefined {
  if (content === undefined) return undefined;
  return attributes === undefined ? { name, content } : { name, content, attributes };
}

/** Writes a whole document. */
export function xmlDocument(name: string, content: readonly XmlChild[], namespace?: string): string {
  const attributes = namespace === undefined ? undefined : { xmlns: namespace };
  const out: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  write(element(name, content, attributes), out);
  return out.join('');
}

function write(child: XmlChild, out: string[]): void {
  if (child === undefined) return;
  if (isList(child)) {
    for (const item of child) write(item, out);
    return;
  }
  out.push('<', child.name);
  for (const [key, value] of Object.entries(child.attributes ?? {})) {
    out.push(' ', key, '="', escapeText(value), '"');
  }
  out.push('>');
  if (typeof child.content === 'object') for (const item of child.content) write(item, out);
  else out.push(escapeText(String(child.content)));
  out.push('</', child.name, '>');
}

function isList(child: XmlElement | readonly XmlChild[]): child is readonly XmlChild[] {
  return Array.isArray(child);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Escapes a text; control characters become numeric references, as S3 writes them, legal in XML or not. */
function escapeText(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: keys may hold them, and they must not be written raw
    /[&<>"\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g,
    (character) => escapes[character] ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`,
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0, section 2.2, forbids
const illegalCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** A parsed element: its text, and its children by name. */
export type XmlNode = { readonly text: string; readonly children: ReadonlyMap<string, readonly XmlNode[]> };

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  removeNSPrefix: true,
  cdataPropName: '#cdata',
});

/** Parses a request body whose root must be one of `roots`; throws MalformedXML for anything else, and for any DTD. */
export function parseXml(text: string, ...roots: readonly string[]): XmlNode {
  if (/<!DOCTYPE|<!ENTITY/i.test(text) || illegalCharacter.test(text)) throw s3Error('MalformedXML');
  let root: XmlNode | undefined;
  try {
    if (XMLValidator.validate(text) === true) {
      const parsed: unknown = parser.parse(text);
      if (isRecord(parsed)) {
        const name = Object.keys(parsed).find((candidate) => roots.includes(candidate));
        if (name !== undefined) root = toNode(parsed[name]);
      }
    }
  } catch (error) {
    throw s3Error('MalformedXML', {
      detail: { Reason: error instanceof Error ? error.message : String(error) },
    });
  }
  if (root === undefined) throw s3Error('MalformedXML');
  return root;
}

/** The text of the first child of that name, or `undefined`. */
export function childText(node: XmlNode, name: string): string | undefined {
  return node.children.get(name)?.[0]?.text;
}

/** All children of that name. */
export function childNodes(node: XmlNode, name: string): readonly XmlNode[] {
  return node.children.get(name) ?? [];
}

function toNode(value: unknown): XmlNode {
  if (!isRecord(value)) return { text: decode(String(value)), children: new Map() };
  const children = new Map<string, readonly XmlNode[]>();
  for (const [name, child] of Object.entries(value)) {
    if (name.startsWith('#')) continue;
    children.set(name, Array.isArray(child) ? child.map(toNode) : [toNode(child)]);
  }
  return { text: decode(joined(value['#text'])) + joined(value['#cdata']), children };
}

function joined(value: unknown): string {
  return value === undefined ? '' : Array.isArray(value) ? value.join('') : String(value);
}

const named = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decode(text: string): string {
  return text.replace(/&([^;]*);?/g, (_whole, name: string) => {
    const known = named.get(name);
    if (known !== undefined) return known;
    const numeric = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    const point =
      numeric === null ? Number.NaN : Number.parseInt(numeric[1] ?? numeric[2] ?? '', numeric[1] ? 16 : 10);
    if (!isXmlCharacter(point)) throw s3Error('MalformedXML');
    return String.fromCodePoint(point);
  });
}

/** XML 1.0, section 2.2: which characters a document may hold, even by reference. */
function isXmlCharacter(point: number): boolean {
  return (
    point === 0x9 ||
    point === 0xa ||
    point === 0xd ||
    (point >= 0x20 && point <= 0xd7ff) ||
    (point >= 0xe000 && point <= 0xfffd) ||
    (point >= 0x10000 && point <= 0x10ffff)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
