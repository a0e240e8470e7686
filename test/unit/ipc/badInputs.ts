/** Something that is wrong with an input, and the input that has it. */
export type BadInput = { readonly what: string; readonly input: unknown };

/** Stands in every string of a bad input, so that a test sees when an answer repeats one. */
export const marker = 'planted-value';
const hugeText = marker.padEnd(1024 * 1024 + 1, 'x');

/** Values that no field and no input of the contract takes. */
const wrongEverywhere: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['NaN', Number.NaN],
  ['a fraction', 1.5],
  ['a huge number', 1e308],
  ['a negative number', -1],
  ['a bigint', 10n],
  ['a symbol', Symbol(marker)],
  ['a function', () => marker],
  ['a huge string', hugeText],
  ['a date', new Date(0)],
  ['a map', new Map([[marker, marker]])],
  ['bytes', new Uint8Array(8)],
  ['an error', new Error(marker)],
  ['a promise', Promise.resolve(marker)],
  ['an object with toString', { toString: () => marker }],
  ['an array of null', [null]],
  ['an array of arrays', [[[marker]]]],
  ['deep nesting', nested(5_000)],
  ['a cycle', cycle()],
  ['an object that throws when it is read', hostile()],
];

/** Values of another type than the one that belongs there. */
function wrongTypes(valid: unknown): readonly (readonly [string, unknown])[] {
  return [
    ...(typeof valid === 'string' ? [] : ([['a string', marker]] as const)),
    ...(typeof valid === 'boolean' ? [] : ([['a boolean', true]] as const)),
    ...(Array.isArray(valid) ? [] : ([['an array', []]] as const)),
    ...(isRecord(valid) ? [] : ([['an object', {}]] as const)),
  ];
}

/** Fields that no object of the contract has; a computed `__proto__` is an own field, as JSON can make one. */
const extraFields = ['extra', 'path', 'secretAccessKey', '__proto__', 'constructor', 'prototype', hugeText];

/** Which fields, by their path, may be missing, and which may be null. */
export type FieldRules = {
  readonly isOptional: (field: string) => boolean;
  readonly isNullable: (field: string) => boolean;
};

/** Every way to spoil a valid input: as a whole, and in each of its objects and fields. */
export function badInputs(valid: unknown, rules: FieldRules): readonly BadInput[] {
  const spoiled = [...wrongEverywhere, ...wrongTypes(valid)].map(([what, input]) => ({
    what: `the input is ${what}`,
    input,
  }));
  const inherited = { what: 'the fields are inherited', input: Object.create(Object(valid)) };
  const missing = { what: 'the input is missing', input: undefined };
  return [...spoiled, inherited, missing, ...badFields(valid, '', rules)];
}

function badFields(valid: unknown, at: string, rules: FieldRules): readonly BadInput[] {
  if (!isRecord(valid)) return [];
  const unknown = extraFields.filter((name) => !Object.hasOwn(valid, name));
  const extra = unknown.map((name) => ({
    what: `${at || 'the input'} has the extra field ${name.slice(0, 20)}`,
    input: { ...valid, [name]: marker },
  }));
  const ofFields = Object.entries(valid).flatMap(([name, value]) => {
    const field = `${at}${name}`;
    const { [name]: _left, ...rest } = valid;
    const bad = [...wrongEverywhere, ...wrongTypes(value)].filter(
      ([, spoilt]) => spoilt !== null || !rules.isNullable(field),
    );
    const wrong = bad.map(([what, spoilt]) => ({
      what: `${field} is ${what}`,
      input: { ...valid, [name]: spoilt },
    }));
    const missing = rules.isOptional(field) ? [] : [{ what: `${field} is missing`, input: rest }];
    const deeper = badFields(value, `${field}.`, rules).map(({ what, input }) => ({
      what,
      input: { ...valid, [name]: input },
    }));
    return [...wrong, ...missing, ...deeper];
  });
  return [...extra, ...ofFields];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nested(depth: number): unknown {
  let value: unknown = marker;
  for (let i = 0; i < depth; i++) value = { value };
  return value;
}

function cycle(): unknown {
  const value: Record<string, unknown> = {};
  value.value = value;
  return value;
}

function hostile(): unknown {
  const refuse = () => {
    throw new Error(marker);
  };
  return new Proxy({}, { get: refuse, ownKeys: refuse, getPrototypeOf: refuse });
}
