import { z } from 'zod';

/** Where an organisation's people sign in: the address of its AWS access portal, and the region of IAM Identity Center. */
export const portalSchema = z.strictObject({
  startUrl: z.string().min(1).max(2000),
  region: z.string().min(1).max(100),
});
export type Portal = Readonly<z.infer<typeof portalSchema>>;

/** A role that the person who signed in may use in one of the organisation's AWS accounts. */
export const organisationRoleSchema = z.strictObject({
  accountId: z.string().max(100),
  accountName: z.string().max(400),
  roleName: z.string().max(200),
});
export type OrganisationRole = Readonly<z.infer<typeof organisationRoleSchema>>;
