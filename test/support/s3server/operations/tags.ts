import { s3Error } from '../errors.ts';
import { percentDecode } from '../http/target.ts';
import { childNodes, childText, element, parseXml, s3Namespace, xmlDocument } from '../xml.ts';

/** Tags in the order in which they were given. */
export type Tags = readonly (readonly [string, string])[];

/** Reads `x-amz-tagging`, which is written like a query. */
export function parseTagHeader(text: string | undefined): Tags {
  if (text === undefined || text === '') return [];
  return checked(
    text.split('&').map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      return [percentDecode(name, true), equals === -1 ? '' : percentDecode(pair.slice(equals + 1), true)];
    }),
    10,
  );
}

/** Reads a Tagging document; `most` is 10 for objects and 50 for buckets. */
export function parseTagging(xml: string, most: number): Tags {
  const set = childNodes(parseXml(xml, 'Tagging'), 'TagSet')[0];
  if (set === undefined) throw s3Error('MalformedXML');
  return checked(
    childNodes(set, 'Tag').map((tag) => {
      const name = childText(tag, 'Key');
      if (name === undefined) throw s3Error('MalformedXML');
      return [name, childText(tag, 'Value') ?? ''];
    }),
    most,
  );
}

/** Writes a Tagging document. */
export function taggingXml(tags: Tags): string {
  return xmlDocument(
    'Tagging',
    [
      element(
        'TagSet',
        tags.map(([name, value]) => element('Tag', [element('Key', name), element('Value', value)])),
      ),
    ],
    s3Namespace,
  );
}

function checked(tags: Tags, most: number): Tags {
  if (tags.length > most) {
    throw s3Error('InvalidTag', { message: `Object tags cannot be greater than ${most}` });
  }
  if (new Set(tags.map(([name]) => name)).size !== tags.length) {
    throw s3Error('InvalidTag', { message: 'Cannot provide multiple Tags with the same key' });
  }
  for (const [name, value] of tags) {
    if (name === '' || name.length > 128)
      throw s3Error('InvalidTag', { message: 'The TagKey you have provided is invalid' });
    if (value.length > 256)
      throw s3Error('InvalidTag', { message: 'The TagValue you have provided is invalid' });
  }
  return tags;
}
