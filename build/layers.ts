import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';
import { listFiles } from './listFiles.ts';

type Room = 'shared' | 'renderer' | 'core' | 'shell' | 'main';

/** An import that goes against the layers, at a 1-based line of a file named from the root. */
export type LayerViolation = {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  readonly rule: string;
};

const mayImport: Readonly<Record<Room, readonly Room[]>> = {
  shared: ['shared'],
  renderer: ['renderer', 'shared'],
  core: ['core', 'shared'],
  shell: ['shell', 'core', 'shared'],
  main: ['main', 'shell', 'core', 'shared'],
};

/** Every import of the product's sources under `root` that DESIGN's one way of imports does not allow. */
export async function findLayerViolations(root: string): Promise<readonly LayerViolation[]> {
  const files = (await listFiles(root, ['electron', 'renderer', 'shared'])).filter((file) =>
    /\.[cm]?tsx?$/.test(file),
  );
  const found = await Promise.all(
    files.map(async (file) => checkFile(file, await readFile(path.join(root, file), 'utf8'))),
  );
  return found.flat();
}

function checkFile(file: string, text: string): readonly LayerViolation[] {
  const room = roomOf(file);
  if (!room) return [];
  return importsOf(file, text).flatMap(({ specifier, offset }) => {
    const rule = brokenRule(room, file, specifier);
    return rule ? [{ file, line: text.slice(0, offset).split('\n').length, specifier, rule }] : [];
  });
}

function roomOf(file: string): Room | undefined {
  if (file.startsWith('shared/')) return 'shared';
  if (file.startsWith('renderer/')) return 'renderer';
  if (file.startsWith('electron/core/')) return 'core';
  if (file.startsWith('electron/shell/')) return 'shell';
  return file.startsWith('electron/') ? 'main' : undefined;
}

function brokenRule(room: Room, file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    const targetRoom = roomOf(target);
    if (targetRoom && mayImport[room].includes(targetRoom)) return undefined;
    return `${room} may import ${mayImport[room].join(', ')} only`;
  }
  if (room === 'shared') return specifier === 'zod' ? undefined : 'shared imports zod and itself only';
  if (room === 'renderer' && isNodeModule(specifier)) return 'renderer never imports Node modules';
  // electron-store and electron-log load 'electron' themselves.
  if ((room === 'renderer' || room === 'core') && /^electron($|[-/])/.test(specifier))
    return "only electron/shell, main.ts and preload.ts import 'electron'";
  return undefined;
}

function isNodeModule(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier.split('/')[0] ?? '');
}

type Import = { readonly specifier: string; readonly offset: number };

function importsOf(file: string, text: string): readonly Import[] {
  const { program, module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Import[] = [];
  const add = (specifier: unknown, offset: number) => {
    if (typeof specifier === 'string') found.push({ specifier, offset });
  };
  for (const { moduleRequest } of module.staticImports) add(moduleRequest.value, moduleRequest.start);
  for (const { entries } of module.staticExports)
    for (const { moduleRequest } of entries.slice(0, 1)) add(moduleRequest?.value, moduleRequest?.start ?? 0);
  const addCall = ({ source }: { readonly source: ESTree.Expression }) => {
    if (source.type === 'Literal') add(source.value, source.start);
  };
  new Visitor({ ImportExpression: addCall, TSImportType: addCall }).visit(program);
  return found;
}
