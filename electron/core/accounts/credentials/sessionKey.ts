import { assertNever } from '../../../../shared/assertNever.ts';
import type { CredentialPlan } from './credentialPlan.ts';

/**
 * Tells which plans lead to the same session, whoever's profile it is and from whichever region it is asked for: plans
 * with the same key share one. It holds secrets, and is for memory only.
 */
export function sessionKey(plan: CredentialPlan): string {
  return JSON.stringify(partsOf(plan));
}

function partsOf(plan: CredentialPlan): readonly unknown[] {
  const { kind, access } = plan;
  switch (kind) {
    case 'keys':
      return [kind, plan.accessKeyId, plan.secretAccessKey, plan.sessionToken];
    case 'role':
      return [
        kind,
        access.endpoints.sts,
        plan.roleArn,
        plan.roleSessionName,
        plan.externalId,
        plan.mfaSerial,
        plan.durationSeconds,
        partsOf(plan.source),
      ];
    case 'webIdentity':
      return [kind, access.endpoints.sts, plan.roleArn, plan.roleSessionName, plan.tokenFile];
    case 'sso': {
      const { name, startUrl, region } = plan.session;
      return [kind, access.endpoints.sso, name, startUrl, region, plan.ssoAccountId, plan.roleName];
    }
    case 'login':
      return [kind, access.endpoints.signin, plan.loginSession];
    case 'process':
      return [kind, plan.command];
    case 'computer':
      return [kind, plan.source];
    default:
      return assertNever(kind, 'kind of plan');
  }
}
