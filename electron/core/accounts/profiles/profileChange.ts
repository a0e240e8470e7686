import { SatchelError } from '../../satchelError.ts';
import type { FileText, FileTexts } from './fileText.ts';
import { defaultsSection, type IniDocument, type IniSection, parseIni, toText } from './iniDocument.ts';
import {
  addSection,
  IniLayoutError,
  removeNested,
  removeSection,
  removeSetting,
  renameSection,
  setNested,
  setSetting,
} from './iniEditing.ts';
import { strip } from './pythonText.ts';
import { readProfiles } from './readProfiles.ts';
import { configSectionFor, readSectionName } from './sectionNames.ts';

/** What to make of a profile: what is undefined stays, and what is null goes. */
export type ProfileChange = {
  readonly name: string;
  /** True for a profile that must not be there yet. */
  readonly isNew: boolean;
  /** The name that it has now, where that is another one; everything else about it stays. */
  readonly nameBefore?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string | null;
  readonly region?: string;
  readonly endpointUrl?: string | null;
  readonly addressingStyle?: 'path' | 'virtual' | null;
  /** The path of a file of certificates. */
  readonly caBundle?: string | null;
};

type FileName = 'config' | 'credentials';
type Edit = (document: IniDocument, section: string) => IniDocument;

/** A file's text by its path, for those that an edit has changed. */
export type ChangedTexts = ReadonlyMap<string, string>;

const tokenKeys = ['aws_session_token', 'aws_security_token'] as const;
const keyKeys = ['aws_access_key_id', 'aws_secret_access_key', ...tokenKeys] as const;

/**
 * Writes a profile as `aws configure` does: keys in the credentials file, all else in the config file, or where it is
 * now and counts. Keys of the config file move to the credentials file when one of them changes, because the CLI takes
 * all of them from the same file. Throws `account.nameTaken`, `account.nameInvalid`, `account.fileNotReadable`,
 * `account.fileBroken`, and `request.invalid` for a value that an AWS file cannot hold.
 */
export function changeProfile(files: FileTexts, change: ProfileChange): ChangedTexts {
  const { name, nameBefore } = change;
  if (nameBefore !== undefined && nameBefore !== name) {
    const { nameBefore: _, ...rest } = change;
    const renamed = renameProfile(files, nameBefore, name);
    const withText = (file: FileText): FileText => {
      const text = renamed.get(file.path);
      return text === undefined ? file : { path: file.path, text };
    };
    const next = { config: withText(files.config), credentials: withText(files.credentials) };
    return new Map([...renamed, ...changeProfile(next, { ...rest, isNew: false })]);
  }
  const editor = createEditor(files, name);
  const isThere = readProfiles(files).profiles.has(name);
  if (change.isNew) checkNewName(files, name);
  else if (!isThere) checkName(name);

  if (
    change.accessKeyId !== undefined ||
    change.secretAccessKey !== undefined ||
    change.sessionToken !== undefined
  ) {
    writeKeys(editor, change);
  }
  const settings = [
    ['region', change.region],
    ['endpoint_url', change.endpointUrl],
    ['ca_bundle', change.caBundle],
  ] as const;
  for (const [key, value] of settings) {
    if (value === null)
      editor.edit(['config', 'credentials'], (file, section) => removeSetting(file, section, key));
    else if (value !== undefined) {
      editor.put(editor.placeOf(key), (file, section) => setSetting(file, section, key, value));
    }
  }
  const style = change.addressingStyle;
  if (style === null) {
    editor.edit(['config', 'credentials'], (file, section) =>
      removeNested(file, section, 's3', 'addressing_style'),
    );
  } else if (style !== undefined) {
    editor.put(editor.placeOf('s3'), (file, section) =>
      setNested(file, section, 's3', 'addressing_style', style),
    );
  }
  // A new profile of which nothing is known but its name is a profile all the same.
  if (!isThere && editor.changed().size === 0) editor.put('config', (file) => file);
  return editor.changed();
}

/** Takes a profile out of both files. Throws `account.fileNotReadable` and `account.fileBroken`. */
export function dropProfile(files: FileTexts, name: string): ChangedTexts {
  const editor = createEditor(files, name);
  editor.edit(['config', 'credentials'], removeSection);
  return editor.changed();
}

function renameProfile(files: FileTexts, before: string, name: string): ChangedTexts {
  checkNewName(files, name);
  const editor = createEditor(files, before);
  editor.edit(['credentials'], (file, section) => renameSection(file, section, name));
  editor.edit(['config'], (file, section) => renameSection(file, section, configSectionFor(name)));
  return editor.changed();
}

function writeKeys(editor: Editor, { accessKeyId, secretAccessKey, sessionToken }: ProfileChange): void {
  const inCredentials = editor.valuesIn('credentials');
  const current = inCredentials.has('aws_access_key_id') ? inCredentials : editor.valuesIn('config');
  const token =
    sessionToken === undefined ? current.get(tokenKeys.find((key) => current.has(key)) ?? '') : sessionToken;
  const keys = [
    ['aws_access_key_id', accessKeyId ?? current.get('aws_access_key_id')],
    ['aws_secret_access_key', secretAccessKey ?? current.get('aws_secret_access_key')],
    ['aws_session_token', token],
  ] as const;
  for (const key of keyKeys) editor.edit(['config'], (file, section) => removeSetting(file, section, key));
  // The older name would go before the newer one (botocore.credentials, SharedCredentialProvider).
  editor.edit(['credentials'], (file, section) => removeSetting(file, section, 'aws_security_token'));
  for (const [key, value] of keys) {
    if (typeof value === 'string')
      editor.put('credentials', (file, section) => setSetting(file, section, key, value));
    else editor.edit(['credentials'], (file, section) => removeSetting(file, section, key));
  }
}

type Editor = ReturnType<typeof createEditor>;

/** Edits the sections of one profile in both files, which may be one and the same. */
function createEditor(files: FileTexts, profile: string) {
  const documents = new Map<string, IniDocument>();
  for (const file of [files.config, files.credentials]) documents.set(file.path, parseIni(textOf(file)));

  const documentOf = (file: FileName): IniDocument => documents.get(files[file].path) ?? parseIni('');
  const sectionsOf = (file: FileName): readonly string[] => {
    const names = [...documentOf(file).sections.keys()];
    return names.filter((name) => (file === 'credentials' ? name === profile : isOfProfile(name, profile)));
  };
  /** The one section that counts. */
  const sectionOf = (file: FileName) => sectionsOf(file).at(-1);
  const apply = (file: FileName, section: string, change: Edit): void => {
    const { path } = files[file];
    const wrong = documentOf(file).problems.find((problem) => problem.section === section);
    if (wrong) throw fileBroken(path, wrong.line);
    try {
      documents.set(path, change(documentOf(file), section));
    } catch (error) {
      throw error instanceof IniLayoutError ? fileBroken(path, error.line, error) : error;
    }
  };
  const valuesIn = (file: FileName): ReadonlyMap<string, string> => {
    const settings: IniSection['settings'] =
      documentOf(file).sections.get(sectionOf(file) ?? '')?.settings ?? new Map();
    return new Map(
      [...settings].flatMap(([key, { value }]) => (typeof value === 'string' ? [[key, value]] : [])),
    );
  };

  return {
    valuesIn,
    /** The file in which a setting counts now, or else belongs. */
    placeOf(key: string): FileName {
      const { sections, defaults } = documentOf('credentials');
      const settings = sections.get(profile)?.settings;
      return settings && (settings.has(key) || defaults.has(key)) ? 'credentials' : 'config';
    },
    /** Edits the profile's sections where there are any. */
    edit(names: readonly FileName[], change: Edit): void {
      for (const file of names) for (const section of sectionsOf(file)) apply(file, section, change);
    },
    /** Edits the section that counts, and adds one where there is none. */
    put(file: FileName, change: Edit): void {
      const section = sectionOf(file) ?? (file === 'credentials' ? profile : configSectionFor(profile));
      apply(file, section, (document) => change(addSection(document, section), section));
    },
    changed(): ChangedTexts {
      const before = [files.config, files.credentials].map((file) => [file.path, textOf(file)] as const);
      const after = before.map(([path]) => [path, toText(documents.get(path) ?? parseIni(''))] as const);
      return new Map(after.filter(([, text], index) => text !== before[index]?.[1]));
    },
  };
}

function isOfProfile(section: string, profile: string): boolean {
  const read = readSectionName(section);
  return read.kind === 'profile' && read.name === profile;
}

function textOf(file: FileText): string {
  if ('text' in file) return file.text;
  if ('missing' in file) return '';
  throw new SatchelError('account.fileNotReadable', `${file.path} cannot be read (${file.unreadable}).`, {
    action: 'openConfig',
    params: { file: file.path },
  });
}

function fileBroken(path: string, line: number, cause?: unknown): SatchelError {
  return new SatchelError('account.fileBroken', `Line ${line} of ${path} is wrong.`, {
    action: 'openConfig',
    params: { file: path, line },
    cause,
  });
}

function checkNewName(files: FileTexts, name: string): void {
  checkName(name);
  if (!readProfiles(files).profiles.has(name)) return;
  throw new SatchelError('account.nameTaken', 'There is a profile of this name already.', {
    params: { profile: name },
  });
}

/** A name that both files can hold. `[DEFAULT]` in the credentials file would change every profile. */
function checkName(name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what no name may have
  const isWrong = /[\0-\x1f\x7f-\x9f\]\p{Zl}\p{Zp}\p{Cs}]/u.test(name) || name === '' || strip(name) !== name;
  if (!isWrong && name !== defaultsSection) return;
  throw new SatchelError('account.nameInvalid', 'A profile cannot have this name in the AWS files.', {
    params: { profile: name },
  });
}
