import { z } from 'zod';
import { appErrorSchema } from './appError.ts';

/** How an account stands, by its last check. */
export const accountStates = [
  /** Nothing was asked yet; a program that gives the keys is not run before the user opens the account. */
  'unchecked',
  'works',
  'needsSignIn',
  'needsCode',
  'wrongKeys',
  /** It works, and may not see the list of its buckets. */
  'listDenied',
  'unreachable',
  /** Its settings, or the role or program behind it, do not lead to keys; `error` says why. */
  'broken',
] as const;
export type AccountState = (typeof accountStates)[number];

/** Where an account gets its credentials from, as far as its settings tell. */
export const credentialKinds = [
  'keys',
  'role',
  'sso',
  'login',
  'process',
  'webIdentity',
  'computer',
  'unknown',
] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** Colours that an account can be given, by Fluent's names. */
export const accountColors = [
  'red',
  'pumpkin',
  'gold',
  'forest',
  'teal',
  'blue',
  'purple',
  'pink',
  'anchor',
] as const;
export type AccountColor = (typeof accountColors)[number];

/** What a check found out; what an earlier one knew stays while a new one runs. */
export const accountHealthSchema = z.strictObject({
  state: z.enum(accountStates),
  isChecking: z.boolean(),
  /** Why it does not work, or may not list. */
  error: appErrorSchema.optional(),
  /** Who the server says this is, where it tells (AWS STS, GetCallerIdentity). */
  identity: z
    .strictObject({
      accountId: z.string(),
      arn: z.string(),
      /** The role's or the user's own name, out of the ARN. */
      name: z.string(),
    })
    .optional(),
  /** The buckets it can see: how many, and the first few names in order. */
  buckets: z.strictObject({ count: z.int(), firstNames: z.array(z.string()).max(5) }).optional(),
});
export type AccountHealth = Readonly<z.infer<typeof accountHealthSchema>>;

/** One way into a cloud storage: a name for people, and never its secrets. */
export const accountSchema = z.strictObject({
  id: z.string(),
  /** The name the user gave it, or else its profile's. */
  name: z.string(),
  /**
   * `profile`: from the AWS files; `saved`: in the system's keychain; `session`: until Satchel ends; `given`: by the
   * host; `demo`: the sample on this computer; `organisation`: by a sign-in that was begun in the window.
   */
  source: z.enum(['profile', 'saved', 'session', 'given', 'demo', 'organisation']),
  /** Its name in the AWS files, for `profile`. */
  profile: z.string().optional(),
  credentialKind: z.enum(credentialKinds),
  providerId: z.string(),
  /** The provider's display name, such as "Amazon S3". */
  providerName: z.string(),
  /** The server's address where it is not the provider's own, for the expert's eye. */
  endpoint: z.string().optional(),
  region: z.string(),
  color: z.enum(accountColors).optional(),
  /** True where main refuses every changing action. */
  isReadOnly: z.boolean(),
  /** True where the form can change its keys. */
  canEdit: z.boolean(),
  canRemove: z.boolean(),
  /** True while there is a sign-in that can be ended. */
  canSignOut: z.boolean(),
  health: accountHealthSchema,
  /** Something the user should know although the account works, such as a clock that is off. */
  notice: appErrorSchema.optional(),
});
export type Account = Readonly<z.infer<typeof accountSchema>>;

/** A place in the AWS files that cannot be read; the profiles that are right are there all the same. */
export const configProblemSchema = z.strictObject({
  file: z.enum(['config', 'credentials']),
  /** The file's path, for showing only. */
  path: z.string(),
  /** 1-based; missing when the whole file cannot be read. */
  line: z.int().optional(),
  reason: z.enum([
    'unreadable',
    'notText',
    'noSection',
    'badSection',
    'noEquals',
    'duplicateSection',
    'duplicateKey',
  ]),
});
export type ConfigProblem = Readonly<z.infer<typeof configProblemSchema>>;

/** All accounts in the order in which they are shown, and what is wrong with the files they come from. */
export const accountsSnapshotSchema = z.strictObject({
  accounts: z.array(accountSchema),
  problems: z.array(configProblemSchema),
});
export type AccountsSnapshot = Readonly<z.infer<typeof accountsSnapshotSchema>>;

/** Where the form keeps what was typed: in the AWS files, in the system's keychain, or until Satchel ends. */
export const keepingPlaces = ['file', 'keychain', 'session'] as const;
export type KeepingPlace = (typeof keepingPlaces)[number];

const secret = z.string().min(1).max(10_000);
const shownFields = {
  // A profile of the AWS files may be called anything.
  name: z.string().min(1).max(400),
  providerId: z.string().max(100),
  /** What the provider's address is made of besides the region, such as Cloudflare's account id; or the address itself. */
  endpoint: z.string().max(2000).optional(),
  region: z.string().max(100),
  /** Missing: as the provider is used to. */
  addressing: z.enum(['virtualHost', 'path']).optional(),
};

/** What the form for access keys sends; secrets cross inwards only, and a missing one keeps what was there. */
export const accountFormSchema = z.strictObject({
  ...shownFields,
  keepIn: z.enum(keepingPlaces),
  accessKeyId: secret.optional(),
  secretAccessKey: secret.optional(),
  sessionToken: secret.optional(),
  /** A file of certificates to trust, from `account.chooseCaFile`; null takes an earlier one away. */
  caGrantId: z.string().max(200).nullable().optional(),
});
export type AccountForm = Readonly<z.infer<typeof accountFormSchema>>;

/** What the form shows of an account that is edited: no secret, and of the access key its last four characters. */
export const editedAccountSchema = z.strictObject({
  ...shownFields,
  keepIn: z.enum(keepingPlaces),
  accessKeyEnding: z.string().max(4).optional(),
  hasSessionToken: z.boolean(),
  caFileName: z.string().optional(),
});
export type EditedAccount = Readonly<z.infer<typeof editedAccountSchema>>;

/** Where keys can be kept on this computer, and why not. */
export const keepingSchema = z.strictObject({
  file: z.strictObject({ path: z.string(), isWritable: z.boolean() }),
  keychain: z.strictObject({ isAvailable: z.boolean() }),
});
export type Keeping = Readonly<z.infer<typeof keepingSchema>>;

/** A sign-in through the system's browser, from its start to its end. */
export const signInSchema = z.strictObject({
  id: z.string(),
  accountId: z.string(),
  status: z.enum(['starting', 'waiting', 'done', 'failed', 'cancelled']),
  /** The code that the page in the browser shows too, while waiting. */
  userCode: z.string().optional(),
  /** The page to open by hand where no browser came up. */
  pageUrl: z.string().optional(),
  expiresAtMs: z.number().optional(),
  error: appErrorSchema.optional(),
});
export type SignIn = Readonly<z.infer<typeof signInSchema>>;
