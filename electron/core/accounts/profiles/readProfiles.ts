import type { ConfigProblem } from '../../../../shared/domain/account.ts';
import type { FileText, FileTexts } from './fileText.ts';
import { type IniDocument, type IniSetting, parseIni } from './iniDocument.ts';
import type { Profile, ProfileSet, Settings } from './profile.ts';
import { readSectionName } from './sectionNames.ts';

type FileName = ConfigProblem['file'];
type Values = ReadonlyMap<string, IniSetting['value']>;

/** Of a file that is no AWS file at all, this many wrong lines are told. */
const maxProblems = 50;

/**
 * Merges both files as the AWS CLI does (botocore.session, `full_config`): where several sections of the config file
 * name the same profile the last one counts; a setting of the credentials file goes before that of the config file, with
 * all that is nested in it. What is wrong in a file is a problem, and never an error.
 */
export function readProfiles(files: FileTexts): ProfileSet {
  const config = readDocument('config', files.config);
  const credentials = readDocument('credentials', files.credentials);
  const inConfig = new Map<string, Values>();
  const ssoSessions = new Map<string, Settings>();
  const services = new Map<string, Readonly<Record<string, Settings>>>();
  const problems = [...config.problems];
  for (const [section, { headerLine }] of config.document.sections) {
    const read = readSectionName(section);
    const values = valuesOf(config.document, section);
    if (read.kind === 'profile') inConfig.set(read.name, values);
    else if (read.kind === 'ssoSession') ssoSessions.set(read.name, settingsOf(values));
    else if (read.kind === 'services') services.set(read.name, nestedOf(values));
    else if (read.kind === 'wrong') {
      const { path } = files.config;
      problems.push({ file: 'config', path, line: headerLine + 1, reason: 'badSection' });
    }
  }
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));

  const inCredentials = new Map<string, Values>();
  for (const section of credentials.document.sections.keys()) {
    inCredentials.set(section, valuesOf(credentials.document, section));
  }
  const names = new Set([...inConfig.keys(), ...inCredentials.keys()]);
  const profiles = new Map<string, Profile>();
  for (const name of names) profiles.set(name, merge(name, inConfig.get(name), inCredentials.get(name)));
  return {
    profiles,
    ssoSessions,
    services,
    problems: [...problems.slice(0, maxProblems), ...credentials.problems.slice(0, maxProblems)],
  };
}

function readDocument(
  file: FileName,
  content: FileText,
): { readonly document: IniDocument; readonly problems: readonly ConfigProblem[] } {
  const { path } = content;
  const document = parseIni('text' in content ? content.text : '');
  if ('unreadable' in content) return { document, problems: [{ file, path, reason: content.unreadable }] };
  return { document, problems: document.problems.map(({ line, reason }) => ({ file, path, line, reason })) };
}

/** A section's settings, then those of `[DEFAULT]` that it has not got. */
function valuesOf({ sections, defaults }: IniDocument, section: string): Values {
  const own = sections.get(section)?.settings ?? new Map<string, IniSetting>();
  const values = new Map([...own].map(([key, { value }]) => [key, value]));
  for (const [key, { value }] of defaults) if (!values.has(key)) values.set(key, value);
  return values;
}

function merge(name: string, config: Values | undefined, credentials: Values | undefined): Profile {
  const hasKeysInCredentialsFile = credentials?.has('aws_access_key_id') ?? false;
  // The CLI takes all keys from one file: a session token left behind in the other would spoil them.
  const values = new Map([
    ...(hasKeysInCredentialsFile ? withoutKeys(config) : (config ?? [])),
    ...(hasKeysInCredentialsFile || !config?.has('aws_access_key_id')
      ? (credentials ?? [])
      : withoutKeys(credentials)),
  ]);
  return {
    name,
    settings: settingsOf(values),
    nested: nestedOf(values),
    files: [...(config ? (['config'] as const) : []), ...(credentials ? (['credentials'] as const) : [])],
    hasKeysInCredentialsFile,
  };
}

const keySettings = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token', 'aws_security_token'];

function withoutKeys(values: Values | undefined): Values {
  return new Map([...(values ?? [])].filter(([key]) => !keySettings.includes(key)));
}

function settingsOf(values: Values): Settings {
  return record([...values].flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}

function nestedOf(values: Values): Readonly<Record<string, Settings>> {
  return record(
    [...values].flatMap(([key, value]) => (typeof value === 'string' ? [] : [[key, record([...value])]])),
  );
}

/** Names come from the user's files: `__proto__` is a name like any other, and `constructor` is not there by itself. */
function record<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.setPrototypeOf(Object.fromEntries(entries), null);
}
