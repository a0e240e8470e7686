/** What a pasted text told about an account, by the form's own names. */
export type PastedKeys = {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly region?: string;
};

/** How the settings are called where people copy them from, in small letters and without what stands between words. */
const fieldsByName: Readonly<Record<string, keyof PastedKeys>> = {
  accesskey: 'accessKeyId',
  accesskeyid: 'accessKeyId',
  awsaccesskeyid: 'accessKeyId',
  secretkey: 'secretAccessKey',
  secretaccesskey: 'secretAccessKey',
  awssecretaccesskey: 'secretAccessKey',
  sessiontoken: 'sessionToken',
  awssessiontoken: 'sessionToken',
  awssecuritytoken: 'sessionToken',
  region: 'region',
  awsregion: 'region',
  awsdefaultregion: 'region',
};

/** `name = value`, `export NAME=value`, `set NAME=value`, `$Env:NAME="value"` and JSON's `"name": "value",`. */
const assignment = /^(?:export\s+|set\s+|\$env:)?["']?([A-Za-z][\w -]*?)["']?\s*[=:]\s*(.*?),?$/i;

/**
 * The keys in a text of several settings: lines of an AWS file or of a shell, the JSON of the AWS CLI, or the CSV file
 * of the AWS console. Undefined where it holds no key by its name, or where two lines tell different things.
 */
export function readPastedKeys(text: string): PastedKeys | undefined {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const found = new Map<keyof PastedKeys, string>();
  for (const [name, written] of [...tableCells(lines), ...assignments(lines)]) {
    const field = fieldsByName[name.toLowerCase().replace(/[^a-z]/g, '')];
    const value = plainValue(written);
    if (field === undefined || value === undefined) continue;
    if ((found.get(field) ?? value) !== value) return undefined;
    found.set(field, value);
  }
  const hasKey = found.has('accessKeyId') || found.has('secretAccessKey') || found.has('sessionToken');
  return hasKey ? Object.fromEntries(found) : undefined;
}

type NamedValue = readonly [name: string, value: string];

function assignments(lines: readonly string[]): readonly NamedValue[] {
  return lines.flatMap((line) => {
    const [, name, value] = assignment.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
}

/** The columns of a table with one line of names and one of values, as a CSV file or copied out of a spreadsheet. */
function tableCells(lines: readonly string[]): readonly NamedValue[] {
  const [header, row] = lines;
  if (lines.length !== 2 || header === undefined || row === undefined) return [];
  const separator = header.includes('\t') ? '\t' : ',';
  const values = row.split(separator);
  const names = header.split(separator);
  // A comma inside a quoted cell shifts the columns; then it is not sure which is which.
  const isTable = names.length > 1 && names.length === values.length;
  return isTable ? names.map((name, index) => [name, values[index] ?? ''] as const) : [];
}

/** The value without its quotes, unless it is a placeholder, is masked or refers to something else. */
function plainValue(written: string): string | undefined {
  const value = written.trim().replace(/^(["'])(.*)\1$/, '$2');
  return value === '' || /\s|^[$%<{["']|\*{3}|\.{3}|…/.test(value) ? undefined : value;
}
