import type { IdentityCenter } from './identityCenter.ts';
import { jsonReply } from './jsonReply.ts';
import type { Ledger } from './ledger.ts';
import { type IdentityReply, type IdentityRequest, ServiceError } from './model.ts';

const operations: Readonly<Record<string, string>> = {
  'GET /federation/credentials': 'GetRoleCredentials',
  'GET /assignment/accounts': 'ListAccounts',
  'GET /assignment/roles': 'ListAccountRoles',
  'POST /logout': 'Logout',
};

/** The operation of the SSO portal that a request means, if it means one. */
export function portalOperation(request: IdentityRequest): string | undefined {
  return operations[`${request.method} ${request.path}`];
}

/** Answers a request to the SSO portal (IAM Identity Center Portal API Reference). */
export async function answerPortal(
  operation: string,
  request: IdentityRequest,
  center: IdentityCenter,
  ledger: Ledger,
): Promise<IdentityReply> {
  const token = request.headers['x-amz-sso_bearer_token'] ?? '';
  if (!center.isSignedIn(token)) {
    throw new ServiceError(401, 'UnauthorizedException', 'Session token not found or invalid');
  }
  const accountId = request.query.get('account_id');
  const inAccount = center.assignments.filter((assignment) => assignment.accountId === accountId);
  switch (operation) {
    case 'GetRoleCredentials': {
      const roleName = request.query.get('role_name');
      const assignment = inAccount.find((candidate) => candidate.roleName === roleName);
      if (assignment === undefined) throw new ServiceError(403, 'ForbiddenException', 'No access');
      return jsonReply({ roleCredentials: await roleCredentials(assignment, ledger) });
    }
    case 'ListAccounts': {
      const ids = [...new Set(center.assignments.map((assignment) => assignment.accountId))];
      return jsonReply({
        accountList: ids.map((id) => ({
          accountId: id,
          accountName: `Account ${id}`,
          emailAddress: `${id}@example.com`,
        })),
      });
    }
    case 'ListAccountRoles':
      return jsonReply({ roleList: inAccount });
    default:
      center.signOut(token);
      return jsonReply({});
  }
}

/** An error in the portal's form. */
export function portalErrorReply(error: ServiceError): IdentityReply {
  return jsonReply({ message: error.message, __type: error.code }, error.status, error.code);
}

async function roleCredentials(
  { accountId, roleName }: { readonly accountId: string; readonly roleName: string },
  ledger: Ledger,
): Promise<object> {
  const role = `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${roleName}_0123456789abcdef`;
  const { accessKeyId, secretAccessKey, sessionToken, expiresAtMs } = await ledger.issue(
    role,
    'anna@example.com',
    3600,
  );
  return { accessKeyId, secretAccessKey, sessionToken, expiration: expiresAtMs };
}
