import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketTaggingCommand,
  GetBucketWebsiteCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SpawnedS3Server, spawnS3Server } from '../../support/s3server/spawn.ts';
import { clientOf, failure, freshName, plain, signed, tag } from './harness.ts';

let server: SpawnedS3Server;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  server = await spawnS3Server();
  client = clientOf(server);
});
afterAll(() => server.stop());

async function newBucket(): Promise<string> {
  const Bucket = freshName();
  await client.send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

describe('buckets', () => {
  test('are created, found, listed with region and time, and deleted', async () => {
    const Bucket = await newBucket();
    const listed = await client.send(new ListBucketsCommand({ Prefix: Bucket }));
    expect(listed.Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
      [Bucket, 'us-east-1'],
    ]);
    expect(Math.abs(Date.now() - Number(listed.Buckets?.[0]?.CreationDate))).toBeLessThan(60_000);
    expect((await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('us-east-1');
    expect(await failure(client.send(new CreateBucketCommand({ Bucket })))).toEqual({
      code: 'BucketAlreadyOwnedByYou',
      status: 409,
    });
    await client.send(new DeleteBucketCommand({ Bucket }));
    expect(await failure(client.send(new HeadBucketCommand({ Bucket })))).toEqual({
      code: 'NotFound',
      status: 404,
    });
    expect(await failure(client.send(new DeleteBucketCommand({ Bucket })))).toEqual({
      code: 'NoSuchBucket',
      status: 404,
    });
  });

  test('are listed page by page', async () => {
    const prefix = freshName();
    const names = [1, 2, 3, 4, 5].map((n) => `${prefix}-${n}`);
    for (const Bucket of names) await client.send(new CreateBucketCommand({ Bucket }));
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListBucketsCommand({ Prefix: prefix, MaxBuckets: 2, ContinuationToken }),
      );
      seen.push(...(page.Buckets ?? []).map(({ Name }) => Name));
      ContinuationToken = page.ContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(seen).toEqual(names);
  });

  test('have names that follow the rules', async () => {
    expect(await failure(client.send(new CreateBucketCommand({ Bucket: 'Not_Good' })))).toEqual({
      code: 'InvalidBucketName',
      status: 400,
    });
  });

  test('that hold an object are not deleted', async () => {
    const Bucket = await newBucket();
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    expect(await failure(client.send(new DeleteBucketCommand({ Bucket })))).toEqual({
      code: 'BucketNotEmpty',
      status: 409,
    });
  });
});

describe('regions', () => {
  test('a bucket lives where it was created, and others are told where', async () => {
    const Bucket = freshName();
    const europe = clientOf(server, { region: 'eu-central-1' });
    await europe.send(new CreateBucketCommand({ Bucket }));
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe(
      'eu-central-1',
    );
    expect((await europe.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-central-1');

    const wrong = await signed(server, { path: `/${Bucket}?list-type=2` });
    expect([
      wrong.status,
      tag(wrong.body, 'Code'),
      tag(wrong.body, 'Region'),
      wrong.headers['x-amz-bucket-region'],
    ]).toEqual([400, 'AuthorizationHeaderMalformed', 'eu-central-1', 'eu-central-1']);
    const head = await signed(server, { method: 'HEAD', path: `/${Bucket}` });
    expect([head.status, head.headers['x-amz-bucket-region']]).toEqual([301, 'eu-central-1']);
    expect((await europe.send(new ListBucketsCommand({ Prefix: Bucket }))).Buckets).toHaveLength(1);
    const following = clientOf(server, { followRegionRedirects: true });
    expect((await following.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-central-1');
  });

  test('us-east-1 creates anywhere, other regions only at home', async () => {
    const Bucket = freshName();
    const CreateBucketConfiguration = { LocationConstraint: 'ap-south-1' } as const;
    await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe(
      'ap-south-1',
    );
    const europe = clientOf(server, { region: 'eu-west-1' });
    const elsewhere = new CreateBucketCommand({ Bucket: freshName(), CreateBucketConfiguration });
    expect(await failure(europe.send(elsewhere))).toEqual({
      code: 'IllegalLocationConstraintException',
      status: 400,
    });
    const home = freshName();
    await client.send(new CreateBucketCommand({ Bucket: home }));
    expect(
      (await client.send(new GetBucketLocationCommand({ Bucket: home }))).LocationConstraint,
    ).toBeUndefined();
  });

  test('a bucket may be named by the host', async () => {
    const Bucket = await newBucket();
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'by host' }));
    const answer = await signed(server, { path: '/k', headers: { host: `${Bucket}.localhost` } });
    expect([answer.status, answer.body]).toEqual([200, 'by host']);
  });
});

describe('settings are kept as they were given', () => {
  test('policy, with its public status', async () => {
    const Bucket = await newBucket();
    expect((await failure(client.send(new GetBucketPolicyCommand({ Bucket })))).code).toBe(
      'NoSuchBucketPolicy',
    );
    const Policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::${Bucket}/*"}]}`;
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await client.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    expect((await client.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus).toEqual({
      IsPublic: true,
    });
    expect((await failure(client.send(new PutBucketPolicyCommand({ Bucket, Policy: 'no' })))).code).toBe(
      'MalformedPolicy',
    );
    await client.send(new DeleteBucketPolicyCommand({ Bucket }));
    expect((await failure(client.send(new GetBucketPolicyCommand({ Bucket })))).code).toBe(
      'NoSuchBucketPolicy',
    );
  });

  test('CORS', async () => {
    const Bucket = await newBucket();
    const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAgeSeconds: 5 }];
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    expect((await client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules);
    await client.send(new DeleteBucketCorsCommand({ Bucket }));
    expect((await failure(client.send(new GetBucketCorsCommand({ Bucket })))).code).toBe(
      'NoSuchCORSConfiguration',
    );
  });

  test('lifecycle', async () => {
    const Bucket = await newBucket();
    const Rules = [
      { ID: 'r', Status: 'Enabled', Filter: { Prefix: 'x/' }, Expiration: { Days: 3 } },
    ] as const;
    await client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [...Rules] } }),
    );
    expect((await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules).toEqual(Rules);
    await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
    expect((await failure(client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })))).code).toBe(
      'NoSuchLifecycleConfiguration',
    );
  });

  test('tags', async () => {
    const Bucket = await newBucket();
    expect((await failure(client.send(new GetBucketTaggingCommand({ Bucket })))).code).toBe('NoSuchTagSet');
    const TagSet = [{ Key: 'team', Value: 'a & b' }];
    await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    expect((await client.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
    await client.send(new DeleteBucketTaggingCommand({ Bucket }));
    expect((await failure(client.send(new GetBucketTaggingCommand({ Bucket })))).code).toBe('NoSuchTagSet');
  });

  test('what was never set has its own error', async () => {
    const Bucket = await newBucket();
    const codes = await Promise.all([
      failure(client.send(new GetBucketEncryptionCommand({ Bucket }))),
      failure(client.send(new GetBucketOwnershipControlsCommand({ Bucket }))),
      failure(client.send(new GetBucketWebsiteCommand({ Bucket }))),
      failure(client.send(new GetPublicAccessBlockCommand({ Bucket }))),
    ]);
    expect(codes.map(({ code }) => code)).toEqual([
      'ServerSideEncryptionConfigurationNotFoundError',
      'OwnershipControlsNotFoundError',
      'NoSuchWebsiteConfiguration',
      'NoSuchPublicAccessBlockConfiguration',
    ]);
  });
});

describe('public access', () => {
  const aclOf = async (Bucket: string): Promise<unknown> =>
    (await client.send(new GetBucketAclCommand({ Bucket }))).Grants?.map(({ Grantee, Permission }) => [
      Grantee?.Type,
      Permission,
    ]);

  test('a bucket is private until its ACL says otherwise, and listed by anybody then', async () => {
    const Bucket = await newBucket();
    expect(await aclOf(Bucket)).toEqual([['CanonicalUser', 'FULL_CONTROL']]);
    expect((await plain(server, { path: `/${Bucket}?list-type=2` })).status).toBe(403);
    await client.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
    expect(await aclOf(Bucket)).toEqual([
      ['CanonicalUser', 'FULL_CONTROL'],
      ['Group', 'READ'],
    ]);
    expect((await plain(server, { path: `/${Bucket}?list-type=2` })).status).toBe(200);
    expect((await plain(server, { method: 'PUT', path: `/${Bucket}/k`, body: 'x' })).status).toBe(403);
  });

  test('the public access block wins over ACLs and policies', async () => {
    const Bucket = await newBucket();
    await client.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
    const PublicAccessBlockConfiguration = {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    };
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect(
      (await client.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
    ).toEqual(PublicAccessBlockConfiguration);
    expect((await plain(server, { path: `/${Bucket}?list-type=2` })).status).toBe(403);
    expect((await failure(client.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' })))).code).toBe(
      'AccessDenied',
    );
    const Policy = '{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"*","Resource":"*"}}';
    expect((await failure(client.send(new PutBucketPolicyCommand({ Bucket, Policy })))).code).toBe(
      'AccessDenied',
    );
    await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    expect((await plain(server, { path: `/${Bucket}?list-type=2` })).status).toBe(200);
  });

  test('ACLs are off where the bucket owner owns everything', async () => {
    const Bucket = await newBucket();
    const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] };
    await client.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    expect((await failure(client.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' })))).code).toBe(
      'AccessControlListNotSupported',
    );
  });

  test('explicit grants are kept', async () => {
    const Bucket = await newBucket();
    const { Owner } = await client.send(new GetBucketAclCommand({ Bucket }));
    const Grants = [
      { Grantee: { Type: 'CanonicalUser' as const, ID: Owner?.ID }, Permission: 'WRITE' as const },
      {
        Grantee: { Type: 'Group' as const, URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
        Permission: 'READ' as const,
      },
    ];
    await client.send(new PutBucketAclCommand({ Bucket, AccessControlPolicy: { Owner, Grants } }));
    expect(await aclOf(Bucket)).toEqual([
      ['CanonicalUser', 'WRITE'],
      ['Group', 'READ'],
    ]);
    expect(
      (await failure(client.send(new PutBucketAclCommand({ Bucket, ACL: 'constructor' as 'private' })))).code,
    ).toBe('InvalidArgument');
  });
});
