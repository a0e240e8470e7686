import { assertNever } from '../../../shared/assertNever.ts';
import type { AccountForm, EditedAccount } from '../../../shared/domain/account.ts';
import type { AccountStore, Computer, SecretVault } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import { type AccountEntry, planOfEntry } from './accountEntry.ts';
import { type CheckedForm, checkForm, editedAccountOf, hasNewKeys, mergeKeys } from './accountForm.ts';
import type { Preferences } from './preferences.ts';
import { removeProfile, saveProfile } from './profiles/profileWriter.ts';
import { type Keys, openKeys, sealKeys } from './savedKeys.ts';
import { tellingProviderId } from './server.ts';
import { profileId, type SessionAccount } from './sources.ts';

export type AccountChangesOptions = {
  readonly computer: Computer;
  readonly vault: SecretVault;
  readonly accountStore: AccountStore;
  readonly preferences: Preferences;
  /** The accounts that last until Satchel ends, by id. */
  readonly passing: Map<string, SessionAccount>;
  readonly entries: () => readonly AccountEntry[];
  readonly newId: () => string;
  /** The path of a file of certificates that was chosen; throws `request.stale`. */
  readonly caFile: (grantId: string) => string;
};

/** What the form does to accounts. The caller reads the sources anew after each. */
export type AccountChanges = {
  getForm(entry: AccountEntry): Promise<EditedAccount>;
  /** Keeps what the form says, in its new place before it leaves the old one; the account's id. */
  save(entry: AccountEntry | undefined, form: AccountForm): Promise<string>;
  remove(entry: AccountEntry): Promise<void>;
};

/** Writes to the AWS files, the keychain's store or memory; nothing of a secret goes anywhere else. */
export function createAccountChanges(options: AccountChangesOptions): AccountChanges {
  const { computer, vault, accountStore, preferences, passing, entries, newId, caFile } = options;

  async function keysOf(entry: AccountEntry): Promise<Keys | undefined> {
    if ('keys' in entry.way && entry.way.keys.kind === 'sealed') {
      return await openKeys(vault, entry.way.keys.sealedKeys);
    }
    const plan = planOfEntry(entry);
    if (plan?.kind !== 'keys') return undefined;
    const { accessKeyId, secretAccessKey, sessionToken } = plan;
    return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  }

  /** Keys that cannot be opened any more are to be typed again, which is what the form is for. */
  async function keysLeft(entry: AccountEntry | undefined): Promise<Keys | undefined> {
    try {
      return entry && (await keysOf(entry));
    } catch (error) {
      if (error instanceof SatchelError && error.code === 'account.secretLost') return undefined;
      throw error;
    }
  }

  function checkFree(name: string, own: AccountEntry | undefined): void {
    if (entries().every((entry) => entry.name !== name || entry.id === own?.id)) return;
    throw new SatchelError('account.nameTaken', 'There is an account of this name.', {
      params: { profile: name },
    });
  }

  async function keepInFile(form: CheckedForm, keys: Keys, entry: AccountEntry | undefined, ca: ChosenCa) {
    const id = profileId(form.name);
    const isThere = entry?.source === 'profile';
    const before = isThere ? entry.server : undefined;
    const { accessKeyId, secretAccessKey, sessionToken } = isThere ? form.typed : keys;
    await saveProfile(computer, {
      name: form.name,
      isNew: !isThere,
      ...(isThere && { nameBefore: entry.name }),
      ...(accessKeyId !== undefined && { accessKeyId }),
      ...(secretAccessKey !== undefined && { secretAccessKey }),
      ...(sessionToken !== undefined && { sessionToken }),
      // A token belongs to the keys that it came with.
      ...(sessionToken === undefined && hasNewKeys(form.typed) && { sessionToken: null }),
      // What is as it was may stand where the form does not write, such as in a services section.
      ...(form.region !== before?.region && { region: form.region }),
      ...(form.endpoint !== before?.endpoint && { endpointUrl: form.endpoint ?? null }),
      ...(form.addressing !== before?.addressing && { addressingStyle: styleOf(form.addressing) }),
      ...(ca.isChanged || !isThere ? { caBundle: ca.path ?? null } : {}),
    });
    return id;
  }

  async function keepSealed(form: CheckedForm, keys: Keys, entry: AccountEntry | undefined, ca: ChosenCa) {
    const id = entry?.source === 'saved' ? entry.id : `saved:${newId()}`;
    const saved = { ...withoutKeys(id, form, ca), sealedKeys: await sealKeys(vault, keys) };
    const others = accountStore.readSaved();
    const isThere = others.some((other) => other.id === id);
    accountStore.writeSaved(
      isThere ? others.map((other) => (other.id === id ? saved : other)) : [...others, saved],
    );
    return id;
  }

  function keepInMemory(form: CheckedForm, keys: Keys, entry: AccountEntry | undefined, ca: ChosenCa) {
    const id = entry?.source === 'session' ? entry.id : `session:${newId()}`;
    passing.set(id, { ...withoutKeys(id, form, ca), keys });
    return id;
  }

  async function keep(...args: Parameters<typeof keepInFile>): Promise<string> {
    const { keepIn } = args[0];
    switch (keepIn) {
      case 'file':
        return await keepInFile(...args);
      case 'keychain':
        return await keepSealed(...args);
      case 'session':
        return keepInMemory(...args);
      default:
        return assertNever(keepIn, 'place');
    }
  }

  /** Other profiles would lose their way with one that they build on. */
  function checkMayLeave(entry: AccountEntry | undefined, { keepIn, name }: CheckedForm): void {
    const isLeft = entry?.source === 'profile' && (keepIn !== 'file' || name !== entry.name);
    if (!isLeft || entry.canRemove) return;
    const message = `Other profiles name "${entry.name}" as their source_profile: it has to stay.`;
    throw new SatchelError('account.unsupported', message, {
      action: 'openConfig',
      params: { profile: entry.name, key: 'source_profile' },
    });
  }

  async function takeAway({ id, source, name }: AccountEntry): Promise<void> {
    if (source === 'profile') await removeProfile(computer, name);
    if (source === 'saved')
      accountStore.writeSaved(accountStore.readSaved().filter((saved) => saved.id !== id));
    passing.delete(id);
  }

  return {
    getForm: async (entry) => editedAccountOf(entry, await keysLeft(entry)),
    async save(entry, input) {
      const form = checkForm(input, entry?.server);
      checkFree(form.name, entry);
      checkMayLeave(entry, form);
      const keys = mergeKeys(form, await keysLeft(entry));
      const ca = chosenCa(input.caGrantId, entry?.server.caBundlePath, caFile);
      const id = await keep(form, keys, entry, ca);
      if (entry !== undefined) preferences.move(entry.id, id);
      const isTold = tellingProviderId(form.endpoint) === form.providerId;
      const providerId = form.keepIn === 'file' && !isTold ? form.providerId : undefined;
      preferences.change(id, { providerId });
      if (entry !== undefined && entry.id !== id) await takeAway(entry);
      return id;
    },
    async remove(entry) {
      await takeAway(entry);
      preferences.forget(entry.id);
    },
  };
}

function styleOf(addressing: CheckedForm['addressing']): 'path' | 'virtual' | null {
  if (addressing === undefined) return null;
  return addressing === 'path' ? 'path' : 'virtual';
}

type ChosenCa = { readonly path: string | undefined; readonly isChanged: boolean };

function chosenCa(
  grantId: string | null | undefined,
  before: string | undefined,
  caFile: (grantId: string) => string,
): ChosenCa {
  if (grantId === undefined) return { path: before, isChanged: false };
  return { path: grantId === null ? undefined : caFile(grantId), isChanged: true };
}

function withoutKeys(id: string, form: CheckedForm, ca: ChosenCa): Omit<SessionAccount, 'keys'> {
  const { name, providerId, endpoint, region, addressing } = form;
  return {
    id,
    name,
    providerId,
    ...(endpoint !== undefined && { endpoint }),
    region,
    ...(addressing !== undefined && { addressing }),
    ...(ca.path !== undefined && { caBundlePath: ca.path }),
  };
}
