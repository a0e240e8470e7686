import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether this system has what a keychain of its own takes (Debian: dbus, gnome-keyring). */
export const hasKeychainTools = ['dbus-run-session', 'gnome-keyring-daemon'].every((name) =>
  existsSync(join('/usr/bin', name)),
);

/**
 * Writes a script that starts Electron in a desktop session of its own with an unlocked GNOME keyring, which is kept
 * in `folder` and so outlives a start; answers the script's path, to be run in place of Electron.
 */
export async function keychainSession(folder: string, electron: string): Promise<string> {
  const data = join(folder, 'data');
  const runtime = join(folder, 'run');
  await mkdir(data, { recursive: true });
  await mkdir(runtime, { recursive: true, mode: 0o700 });
  const script = join(folder, 'electron-with-keychain');
  await writeFile(
    script,
    `#!/bin/sh
export XDG_DATA_HOME='${data}' XDG_RUNTIME_DIR='${runtime}' SATCHEL_ELECTRON='${electron}'
exec dbus-run-session -- sh -c '
  printf test | gnome-keyring-daemon --unlock --components=secrets > /dev/null
  exec "$SATCHEL_ELECTRON" --password-store=gnome-libsecret "$@"' sh "$@"
`,
  );
  await chmod(script, 0o755);
  return script;
}
