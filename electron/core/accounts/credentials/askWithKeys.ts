import { SatchelError } from '../../satchelError.ts';
import type { CredentialSource, Credentials } from './credentialSource.ts';

/** Asks a service with a source's keys, and once more with others after `credentials.expired`; throws what `ask` does. */
export async function askWithKeys<T>(
  source: CredentialSource,
  ask: (keys: Credentials) => Promise<T>,
): Promise<T> {
  const keys = await source.get();
  try {
    return await ask(keys);
  } catch (error) {
    if (!(error instanceof SatchelError) || error.code !== 'credentials.expired') throw error;
    source.refuse(keys);
    const others = await source.get();
    if (others === keys) throw error;
    return ask(others);
  }
}
