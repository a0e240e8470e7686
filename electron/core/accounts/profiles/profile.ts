import type { ConfigProblem } from '../../../../shared/domain/account.ts';

/** Settings by their names in lower case, as the AWS CLI reads them. */
export type Settings = Readonly<Record<string, string>>;

/** One profile as the AWS CLI merges it out of both files. */
export type Profile = {
  readonly name: string;
  /** Both files' settings; where both have one, that of the credentials file. */
  readonly settings: Settings;
  /** Settings with settings of their own, such as `s3 =` with indented lines. */
  readonly nested: Readonly<Record<string, Settings>>;
  /** The files that name it. */
  readonly files: readonly ('config' | 'credentials')[];
  /** True when `aws_access_key_id` is in the credentials file, which then goes before a `credential_process`. */
  readonly hasKeysInCredentialsFile: boolean;
};

/** All that both AWS files say. */
export type ProfileSet = {
  /** By name, in the order in which the files name them: the config file's first. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** `[sso-session NAME]` by name. */
  readonly ssoSessions: ReadonlyMap<string, Settings>;
  /** `[services NAME]` by name: each service's settings by the service's id, such as `s3` or `sso_oidc`. */
  readonly services: ReadonlyMap<string, Readonly<Record<string, Settings>>>;
  readonly problems: readonly ConfigProblem[];
};
