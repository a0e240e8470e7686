import { expect, test } from 'vitest';
import { findProjectNode } from '../../../../build/setup/projectNode.mjs';

const root = '/no/checkout';

test('a machine whose own Node is new enough needs no other', async () => {
  const machineNode = { path: '/usr/bin/node', version: '24.1.0' };
  expect(await findProjectNode({ root, machineNode })).toBe('/usr/bin/node');
});

test('a blocked install script is explained', async () => {
  const machineNode = { path: '/usr/bin/node', version: '20.20.2' };
  await expect(findProjectNode({ root, machineNode })).rejects.toThrow(
    /Node 24 could not be had.*npm rebuild node/s,
  );
});
