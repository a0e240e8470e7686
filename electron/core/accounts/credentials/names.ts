/** The name that people know an MFA device by, out of its ARN; a serial number stays as it is. */
export function nameOfDevice(serial: string): string {
  return lastPart(serial);
}

/** A role's own name, out of its ARN. */
export function nameOfRole(arn: string): string {
  return lastPart(arn);
}

/**
 * The role's or the user's own name, out of the ARN that STS gives for who is asking; for a role of IAM Identity Center
 * the name of its permission set (IAM Identity Center User Guide, "Referencing permission sets": the role is called
 * `AWSReservedSSO_<name>_<unique part>`).
 */
export function nameOfIdentity(arn: string): string {
  const assumed = /:assumed-role\/(?:.*\/)?([^/]+)\/[^/]+$/.exec(arn)?.[1];
  return /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(assumed ?? '')?.[1] ?? assumed ?? lastPart(arn);
}

/** A session name for a role that fits STS's rule (AssumeRole, RoleSessionName: 2 to 64 of `[\w+=,.@-]`). */
export function sessionNameAt(nowMs: number): string {
  return `satchel-${Math.floor(nowMs)}`;
}

function lastPart(arn: string): string {
  const end = arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
  return end === '' ? arn : end;
}
