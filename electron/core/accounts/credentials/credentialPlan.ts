/** The AWS services that credentials may need, and their addresses where the profile sets them. */
export type ServiceEndpoints = {
  readonly sts?: string;
  readonly sso?: string;
  readonly ssoOidc?: string;
  readonly signin?: string;
};

/** What reaching a profile's services takes besides credentials. */
export type ServiceAccess = {
  readonly region: string;
  readonly endpoints: ServiceEndpoints;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  readonly caBundlePath?: string;
};

/** A sign-in of IAM Identity Center that several profiles may share. */
export type SsoSession = {
  /** The `[sso-session]`'s name; missing for the older form inside a profile, which cannot be refreshed. */
  readonly name?: string;
  readonly startUrl: string;
  readonly region: string;
  readonly scopes: readonly string[];
};

type OfProfile = {
  /** The profile whose settings say so; messages name it. */
  readonly profile: string;
  readonly access: ServiceAccess;
};

/** How a profile comes to its credentials, in the end: what was read, nothing that was asked yet. */
export type CredentialPlan = OfProfile &
  (
    | {
        readonly kind: 'keys';
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken?: string;
      }
    | {
        readonly kind: 'role';
        readonly source: CredentialPlan;
        readonly roleArn: string;
        readonly roleSessionName?: string;
        readonly externalId?: string;
        /** The MFA device's serial number or ARN; a code is then needed for each session. */
        readonly mfaSerial?: string;
        readonly durationSeconds?: number;
      }
    | {
        readonly kind: 'sso';
        readonly session: SsoSession;
        readonly ssoAccountId: string;
        readonly roleName: string;
      }
    | { readonly kind: 'login'; readonly loginSession: string }
    | { readonly kind: 'process'; readonly command: string }
    | {
        readonly kind: 'webIdentity';
        readonly tokenFile: string;
        readonly roleArn: string;
        readonly roleSessionName?: string;
      }
    | {
        readonly kind: 'computer';
        readonly source: 'Environment' | 'Ec2InstanceMetadata' | 'EcsContainer';
      }
  );

/** One kind of plan. */
export type PlanOf<K extends CredentialPlan['kind']> = Extract<CredentialPlan, { readonly kind: K }>;
