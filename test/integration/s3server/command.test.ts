import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { spawnS3Server } from '../../support/s3server/spawn.ts';
import { afterTest, clientOf } from './harness.ts';

const mainFile = fileURLToPath(new URL('../../support/s3server/main.ts', import.meta.url));

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 's3server-command-'));
  afterTest(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', mainFile, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  afterTest(async () => child.kill('SIGKILL'));
  return child;
}

async function firstOutput(child: ChildProcess): Promise<string> {
  const [chunk] = child.stdout === null ? [] : await once(child.stdout, 'data');
  return String(chunk);
}

describe('the command', () => {
  // Windows has no signals: there the process is ended at once.
  test.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT'] as const)(
    'says one line when it is ready, and ends with 0 on %s',
    async (signal) => {
      const child = start(['--port', '0', '--dir', await folder()], {
        S3SERVER_ACCESS_KEY_ID: 'GIVENKEY',
        S3SERVER_SECRET_ACCESS_KEY: 'given-secret',
      });
      expect(await firstOutput(child)).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+ GIVENKEY given-secret\n$/);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );

  test('makes up keys once, and keeps them in its folder', async () => {
    const dir = await folder();
    const lines: string[] = [];
    for (let n = 0; n < 2; n++) {
      const child = start(['--port', '0', '--dir', dir]);
      lines.push((await firstOutput(child)).split(' ').slice(2).join(' '));
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    expect(lines[0]).toMatch(/^[A-Z0-9]{20} \w{40}\n$/);
    expect(lines[1]).toBe(lines[0]);
  });

  test('names the control port only when there is one', async () => {
    const child = start(['--port', '0', '--dir', await folder(), '--control-port', '0']);
    expect(await firstOutput(child)).toMatch(/^ready http:\S+ \S+ \S+ http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  test('wants a folder', async () => {
    const child = start(['--port', '0']);
    expect(await once(child, 'exit')).toEqual([2, null]);
  });

  test('ends when the process that it belongs to is gone', async () => {
    const parent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const dir = await folder();
    const child = start(['--port', '0', '--dir', dir, '--temporary', '--parent-pid', String(parent.pid)]);
    await firstOutput(child);
    parent.kill('SIGKILL');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(existsSync(dir)).toBe(false);
  });

  test('listens on the loopback interface only', async () => {
    const server = await spawnS3Server();
    afterTest(() => server.stop());
    const { port } = new URL(server.url);
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal);
    for (const { address } of outside) await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow();
    expect((await fetch(server.url)).status).toBe(403);
  });
});

describe('the helper', () => {
  test('keeps port, keys and data over a restart, and removes its folder at the end', async () => {
    const server = await spawnS3Server();
    const client = clientOf(server);
    await client.send(new CreateBucketCommand({ Bucket: 'restarted' }));
    await client.send(new PutObjectCommand({ Bucket: 'restarted', Key: 'k', Body: 'still here' }));
    const pid = server.pid;
    await server.restart();
    expect(server.pid).not.toBe(pid);
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'restarted', Key: 'k' }));
    expect(await Body?.transformToString()).toBe('still here');
    await server.stop();
    await expect(client.send(new ListBucketsCommand({}))).rejects.toThrow();
    expect(() => process.kill(server.pid, 0)).toThrow();
  });

  test('with trust believes what is said of bodies, and still knows their sizes', async () => {
    const dir = await folder();
    const server = await spawnS3Server({ dir, discard: true, trust: true });
    afterTest(() => server.stop());
    const client = clientOf(server, { responseChecksumValidation: 'WHEN_REQUIRED' });
    const at = { Bucket: 'trusted', Key: 'k' };
    await client.send(new CreateBucketCommand({ Bucket: at.Bucket }));
    const ChecksumCRC32 = 'AAAAAA==';
    const put = await client.send(new PutObjectCommand({ ...at, Body: 'gone', ChecksumCRC32 }));
    const got = await client.send(new GetObjectCommand(at));
    expect([got.ETag, put.ChecksumCRC32, await got.Body?.transformToString()]).toEqual([
      put.ETag,
      ChecksumCRC32,
      '\0\0\0\0',
    ]);
  });

  test('with discard keeps sizes and checksums, and reads zeroes', async () => {
    const dir = await folder();
    const server = await spawnS3Server({ dir, discard: true });
    afterTest(() => server.stop());
    const client = clientOf(server, { responseChecksumValidation: 'WHEN_REQUIRED' });
    await client.send(new CreateBucketCommand({ Bucket: 'discarded' }));
    const { ETag } = await client.send(new PutObjectCommand({ Bucket: 'discarded', Key: 'k', Body: 'gone' }));
    const got = await client.send(new GetObjectCommand({ Bucket: 'discarded', Key: 'k' }));
    expect([got.ETag, await got.Body?.transformToString()]).toEqual([ETag, '\0\0\0\0']);
    expect(existsSync(join(dir, 'index.sqlite'))).toBe(true);
  });
});
