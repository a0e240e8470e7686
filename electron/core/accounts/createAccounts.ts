import type { AccountsSnapshot, SignIn } from '../../../shared/domain/account.ts';
import { coalesce } from '../coalesce.ts';
import type { Network } from '../network/network.ts';
import type { AccountStore, Clock, Computer, DemoHost, Desktop, Log, SecretVault } from '../ports.ts';
import { SatchelError } from '../satchelError.ts';
import { guardStorage } from '../storage/readOnlyStorage.ts';
import type { S3Connection } from '../storage/s3/s3Connection.ts';
import type { S3Storage } from '../storage/s3/s3Storage.ts';
import { watchStorage } from '../storage/watchedStorage.ts';
import { createAccountChanges } from './accountChanges.ts';
import {
  type AccountEntry,
  asksProgram,
  identityAccessOf,
  leadToTheSame,
  planOfEntry,
} from './accountEntry.ts';
import type { ManagedAccounts } from './accounts.ts';
import { accountOf } from './accountView.ts';
import type { Connection } from './connection.ts';
import { whoIs } from './credentials/identity.ts';
import { createDemo } from './demo.ts';
import { isUsable } from './health.ts';
import { createHealthChecks } from './healthChecks.ts';
import { createOpenAccounts } from './openAccounts.ts';
import { createOrganisations } from './organisations.ts';
import { createPreferences } from './preferences.ts';
import { probeAccount } from './probe.ts';
import { createProfileFiles, locateAwsFiles } from './profiles/awsFiles.ts';
import { checkWritable } from './profiles/profileWriter.ts';
import { openKeys, sealedCredentials } from './savedKeys.ts';
import { createServices } from './services.ts';
import { createSignInActions } from './signInActions.ts';
import { givenEntry, profileEntries, type SessionAccount, savedEntry, sessionEntry } from './sources.ts';

const changeIntervalMs = 100;

export type AccountsOptions = {
  /** The host's own account: then there are no others, and the AWS files are not even read. */
  readonly given: Connection | undefined;
  readonly computer: Computer;
  readonly clock: Clock;
  readonly desktop: Pick<Desktop, 'openFile' | 'openPage'>;
  readonly vault: SecretVault;
  readonly accountStore: AccountStore;
  readonly demoHost: DemoHost;
  readonly network: Network;
  readonly log: Log;
  readonly newId: () => string;
  /** The path of a file of certificates that the user chose; throws `request.stale`. */
  readonly caFile: (grantId: string) => string;
  readonly openStorage: (connection: S3Connection) => S3Storage;
  readonly onSignInChanged: (signIn: SignIn) => void;
  /** Called whenever an account was found to work, after a check or after it had not worked. */
  readonly onUsable: (accountId: string) => void;
  /** Called at once when an account became read-only, or is not any more. */
  readonly onReadOnlyChanged: () => void;
};

/** All accounts of this computer, in the order: of the AWS files, saved, of organisations, until Satchel ends, the demo. */
export function createAccounts(options: AccountsOptions): ManagedAccounts {
  const { given, computer, clock, desktop, vault, accountStore, network, log, newId } = options;
  const listeners = new Set<(accounts: AccountsSnapshot) => void>();
  const preferences = createPreferences(accountStore);
  const passing = new Map<string, SessionAccount>();
  /** Accounts that the user opened or checked by hand: only their programs are run. */
  const chosen = new Set<string>();
  let entries: readonly AccountEntry[] = [];
  let begun: Promise<void> | undefined;

  const files = given === undefined ? createProfileFiles({ computer, clock, log }) : undefined;
  const services = createServices({ ...options, openPage: desktop.openPage });
  const { clients, credentials, signIns } = services;
  const changes = coalesce(clock, changeIntervalMs, () => {
    const snapshot = list();
    for (const listener of listeners) listener(snapshot);
  });
  const open = createOpenAccounts({
    openSource(accountId, keys) {
      if (keys.kind === 'plan') return credentials.open(keys.plan);
      return sealedCredentials(() =>
        openKeys(vault, keys.sealedKeys, (sealedKeys) => {
          const saved = accountStore.readSaved();
          accountStore.writeSaved(
            saved.map((account) => (account.id === accountId ? { ...account, sealedKeys } : account)),
          );
        }),
      );
    },
    openStorage: ({ server }, source) => options.openStorage({ ...server, credentials: source, network }),
    wrap: (accountId, storage, isCurrent) => {
      const watched = watchStorage(storage, ({ method, error }) => {
        if (isCurrent()) checks.note(accountId, method, error?.appError);
      });
      return guardStorage(watched, () => refuseChange(accountId));
    },
    onSkew: changes.touch,
  });
  const checks = createHealthChecks({
    clock,
    probe: async (accountId, signal) => {
      const entry = find(accountId);
      const { source, bare } = open.open(entry);
      await signIn.lookUp(entry);
      const access = identityAccessOf(entry);
      const whoIsIt = access && { whoIs: () => whoIs(clients, source, access) };
      return await probeAccount({ source, storage: bare, ...whoIsIt }, clock, signal);
    },
    runsProgram: (accountId) => entries.some((entry) => entry.id === accountId && asksProgram(entry)),
    onChanged(accountId) {
      changes.touch();
      if (isUsable(checks.of(accountId))) options.onUsable(accountId);
    },
  });
  const signIn = createSignInActions({
    ...services,
    entries: () => entries,
    onAccess: checkQuietly,
  });
  const edits = createAccountChanges({
    computer,
    vault,
    accountStore,
    preferences,
    passing,
    entries: () => entries,
    newId,
    caFile: options.caFile,
  });
  const organisations = createOrganisations({ ...services, accountStore, computer, newId });
  const demo = createDemo({
    host: options.demoHost,
    newId,
    onChanged(goneId) {
      if (goneId !== undefined) preferences.forget(goneId);
      update();
    },
  });
  const stopFiles = files?.onChanged(update);

  function list(): AccountsSnapshot {
    const accounts = entries.map((entry) =>
      accountOf(entry, {
        preferences: preferences.of(entry.id),
        health: checks.of(entry.id),
        canSignOut: signIn.canSignOut(entry),
        skew: open.skewOf(entry.id),
      }),
    );
    return { accounts, problems: [...(files?.current().problems ?? [])] };
  }

  function find(accountId: string): AccountEntry {
    const entry = entries.find(({ id }) => id === accountId);
    if (entry !== undefined) return entry;
    throw new SatchelError('request.stale', 'There is no such account any more.');
  }

  function readSources(): readonly AccountEntry[] {
    if (files === undefined) return given === undefined ? [] : [givenEntry(given)];
    const preferred = (accountId: string) => preferences.of(accountId).providerId;
    const sample = demo.entry();
    return [
      ...profileEntries(files.current(), preferred),
      ...accountStore.readSaved().map(savedEntry),
      ...organisations.entries(),
      ...[...passing.values()].map(sessionEntry),
      ...(sample === undefined ? [] : [sample]),
    ];
  }

  /** Takes over what the sources say now; what leads where it led before is left as it is. */
  function update(): void {
    const before = new Map(entries.map((entry) => [entry.id, entry]));
    entries = readSources();
    for (const entry of entries) {
      const old = before.get(entry.id);
      before.delete(entry.id);
      if (old !== undefined && leadToTheSame(old, entry)) continue;
      if (old !== undefined) letGo(old.id);
      if ('error' in entry.way) checks.settle(entry.id, entry.way.error);
      else checkQuietly(entry);
    }
    for (const accountId of before.keys()) letGo(accountId);
    options.onReadOnlyChanged();
    changes.touch();
  }

  function letGo(accountId: string): void {
    open.retire(accountId);
    checks.drop(accountId);
    chosen.delete(accountId);
  }

  /** A `credential_process` may ask the user something, so it is not run before the user turned to its account. */
  function checkQuietly(entry: AccountEntry): void {
    const isUnasked = asksProgram(entry) && !chosen.has(entry.id);
    if (begun !== undefined && 'keys' in entry.way && !isUnasked) checks.check(entry.id);
  }

  /** Throws `account.readOnly` for an account that is marked so; one that is gone may still move its files. */
  function refuseChange(accountId: string): void {
    const { isReadOnly = false, name } = preferences.of(accountId);
    if (!isReadOnly) return;
    const profile = name ?? entries.find(({ id }) => id === accountId)?.name;
    const params = profile === undefined ? {} : { params: { profile } };
    throw new SatchelError('account.readOnly', 'This account is read-only.', params);
  }

  function editable(accountId: string, what: 'canEdit' | 'canRemove'): AccountEntry {
    const entry = find(accountId);
    if (entry[what]) return entry;
    throw new SatchelError('account.unsupported', 'This account is not one for the form.');
  }

  async function readAgain(): Promise<void> {
    await files?.refresh();
    update();
  }

  update();
  // Whoever asks gets what there is; only what changes from here on is told.
  changes.stop();

  return {
    list,
    storage(accountId) {
      const { storage } = open.open(find(accountId));
      chosen.add(accountId);
      return storage;
    },
    connection(accountId) {
      const entry = find(accountId);
      const { source } = open.open(entry);
      chosen.add(accountId);
      return { server: entry.server, credentials: source };
    },
    readOnlyAccounts: () =>
      Object.fromEntries(
        entries.flatMap(({ id, name }) => {
          const preferred = preferences.of(id);
          return preferred.isReadOnly ? [[id, preferred.name ?? name]] : [];
        }),
      ),
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async begin() {
      begun ??= readAgain().then(() => entries.forEach(checkQuietly));
      await begun;
      return list();
    },
    check(accountId) {
      if (accountId === undefined) {
        entries.forEach(checkQuietly);
        return;
      }
      const entry = find(accountId);
      chosen.add(accountId);
      const plan = planOfEntry(entry);
      // Such as those that a program gave without saying when they end: there may be others by now.
      if (plan !== undefined && checks.of(accountId).state === 'wrongKeys') credentials.forget(plan);
      if ('error' in entry.way) void readAgain();
      else checks.check(accountId, true);
    },
    networkChanged() {
      for (const entry of entries) if (checks.of(entry.id).state === 'unreachable') checkQuietly(entry);
    },
    checkMayChange(accountId) {
      find(accountId);
      refuseChange(accountId);
    },
    signIn: (accountId) => signIn.start(find(accountId)),
    openSignInPage: (signInId) => signIns.openPage(signInId),
    cancelSignIn: (signInId) => signIns.cancel(signInId),
    signOut: (accountId) => signIn.signOut(find(accountId)),
    async enterCode(accountId, code) {
      await signIn.enterCode(find(accountId), code);
    },
    async getKeeping() {
      if (files === undefined) throw onlyGiven();
      return { file: await checkWritable(computer), keychain: { isAvailable: await vault.isAvailable() } };
    },
    getForm: (accountId) => edits.getForm(editable(accountId, 'canEdit')),
    async save(accountId, form) {
      if (files === undefined) throw onlyGiven();
      const saved = await edits.save(
        accountId === undefined ? undefined : editable(accountId, 'canEdit'),
        form,
      );
      await readAgain();
      chosen.add(saved);
      const entry = entries.find(({ id }) => id === saved);
      if (entry !== undefined) checkQuietly(entry);
      return saved;
    },
    organisations: {
      signIn(portal) {
        if (files === undefined) throw onlyGiven();
        return organisations.signIn(portal);
      },
      list: organisations.list,
      add(portal, roles) {
        if (files === undefined) throw onlyGiven();
        const ids = organisations.add(portal, roles);
        update();
        return ids;
      },
    },
    async startDemo(name) {
      if (files === undefined) throw onlyGiven();
      return await demo.start(name);
    },
    async remove(accountId) {
      const entry = editable(accountId, 'canRemove');
      if (entry.source === 'demo') return await demo.stop();
      if (entry.source === 'organisation') organisations.remove(accountId);
      await edits.remove(entry);
      await readAgain();
    },
    setLook(accountId, { name, color, isReadOnly: isLocked }) {
      const entry = find(accountId);
      const shown = name.trim();
      preferences.change(accountId, {
        name: shown === '' || shown === entry.name ? undefined : shown,
        color: color ?? undefined,
        isReadOnly: isLocked ? true : undefined,
      });
      options.onReadOnlyChanged();
      changes.touch();
    },
    async openFile(file) {
      if (files === undefined) throw onlyGiven();
      await desktop.openFile(locateAwsFiles(computer)[file]);
    },
    async close() {
      stopFiles?.();
      void files?.close();
      changes.stop();
      listeners.clear();
      checks.close();
      signIn.close();
      services.close();
      open.close();
      await demo.close();
    },
  };
}

function onlyGiven(): SatchelError {
  return new SatchelError('account.unsupported', 'The host gave the only account that there is.');
}
