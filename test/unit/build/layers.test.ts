import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLayerViolations } from '../../../build/layers.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'satchel-layers-'));
});
afterEach(() => rm(root, { recursive: true }));

/** The violations among these sources, one line each. */
async function violations(sources: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [file, text] of Object.entries(sources)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  return (await findLayerViolations(root)).map(({ file, line, specifier }) => `${file}:${line} ${specifier}`);
}

test('imports that run one way are allowed', async () => {
  expect(
    await violations({
      'shared/a.ts': "import { z } from 'zod';\nimport './b.ts';",
      'renderer/App.tsx':
        "import React from 'react';\nimport type { A } from '../shared/a.ts';\nexport const a = <b />;",
      'electron/core/app.ts': "import 'node:fs';\nimport '../../shared/a.ts';",
      'electron/shell/window.ts': "import { app } from 'electron';\nimport '../core/app.ts';",
      'electron/main.ts': "import 'electron';\nimport './shell/window.ts';\nimport './core/app.ts';",
    }),
  ).toEqual([]);
});

test('every kind of import against the layers is found, at its line', async () => {
  expect(
    await violations({
      'shared/a.ts': "\nimport 'node:fs';\nexport * from '../electron/core/app.ts';",
      'renderer/App.tsx':
        "import '../electron/core/app.ts';\nawait import('fs/promises');\ntype E = import('electron').App;\nimport '../test/support/fake.ts';",
      'electron/core/app.ts':
        "// a comment\nimport type { App } from 'electron';\nimport '../shell/window.ts';\nimport Store from 'electron-store';",
      'electron/shell/window.ts': "import '../main.ts';\nexport { a } from '../../renderer/App.tsx';",
      'electron/main.ts': "import '../build/buildApp.ts';",
    }),
  ).toEqual([
    'electron/core/app.ts:2 electron',
    'electron/core/app.ts:3 ../shell/window.ts',
    'electron/core/app.ts:4 electron-store',
    'electron/main.ts:1 ../build/buildApp.ts',
    'electron/shell/window.ts:1 ../main.ts',
    'electron/shell/window.ts:2 ../../renderer/App.tsx',
    'renderer/App.tsx:1 ../electron/core/app.ts',
    'renderer/App.tsx:4 ../test/support/fake.ts',
    'renderer/App.tsx:2 fs/promises',
    'renderer/App.tsx:3 electron',
    'shared/a.ts:2 node:fs',
    'shared/a.ts:3 ../electron/core/app.ts',
  ]);
});

test('words in comments and texts are no imports', async () => {
  expect(
    await violations({ 'shared/a.ts': "// import 'electron'\nexport const a = \"import 'node:fs'\";" }),
  ).toEqual([]);
});
