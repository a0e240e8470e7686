import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the AWS files of a home folder hold; a file that is missing is not written. */
export type AwsFileTexts = { readonly config?: string; readonly credentials?: string };

/** Writes the AWS files of a home folder, as readable by their owner only, and answers their paths. */
export async function writeAwsFiles(
  home: string,
  { config, credentials }: AwsFileTexts,
): Promise<{ readonly config: string; readonly credentials: string }> {
  const folder = join(home, '.aws');
  const paths = { config: join(folder, 'config'), credentials: join(folder, 'credentials') };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (config !== undefined) await writeFile(paths.config, config, { mode: 0o600 });
  if (credentials !== undefined) await writeFile(paths.credentials, credentials, { mode: 0o600 });
  return paths;
}
