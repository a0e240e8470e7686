import { z } from 'zod';
import {
  accountColors,
  accountFormSchema,
  accountsSnapshotSchema,
  editedAccountSchema,
  keepingSchema,
  signInSchema,
} from '../domain/account.ts';
import { appErrorSchema } from '../domain/appError.ts';
import { bucketSchema } from '../domain/bucket.ts';
import { downloadGrantSchema, uploadGrantSchema } from '../domain/grant.ts';
import { menuSchema } from '../domain/menu.ts';
import {
  downloadSelectionSchema,
  entryPageSchema,
  entrySchema,
  locationSchema,
  maxKeyBytes,
  objectDetailsSchema,
  selectionSchema,
} from '../domain/object.ts';
import { operationSchema, takenAnswers } from '../domain/operation.ts';
import { organisationRoleSchema, portalSchema } from '../domain/organisation.ts';
import { previewSchema } from '../domain/preview.ts';
import { providerSchema } from '../domain/provider.ts';
import { searchQuerySchema, searchSchema } from '../domain/search.ts';
import { folderViewSchema, sessionSchema } from '../domain/session.ts';
import { proxyInputSchema, settingsSchema } from '../domain/settings.ts';
import { maxShareSeconds, shareLinkSchema } from '../domain/share.ts';
import {
  conflictAnswers,
  conflictPolicies,
  itemStates,
  transferRowsSchema,
  transfersSnapshotSchema,
  unfinishedUploadSchema,
} from '../domain/transfer.ts';

const id = z.string().min(1).max(500);
const nothing = z.strictObject({});
const done = z.null();
const bucketName = z.string().min(1).max(255);
const accountRef = { accountId: id };
const bucketRef = z.strictObject({ ...accountRef, bucket: bucketName });
const objectRef = z.strictObject({
  ...accountRef,
  bucket: bucketName,
  key: z.string().min(1).max(maxKeyBytes),
});
const jobRef = z.strictObject({ jobId: id });
/** The jobs of these ids, or all of them. */
const jobRefs = z.strictObject({ jobIds: z.array(id).min(1).max(1000).optional() });
const started = z.strictObject({ operationId: id });
const relocation = z.strictObject({
  selection: selectionSchema,
  /** The folder that the selection goes into; in the same account or in another one. */
  target: locationSchema,
  onTaken: z.enum(takenAnswers),
  /** Another name for the one thing that is selected: a rename, when the target is its own folder. */
  newName: z.string().min(1).max(maxKeyBytes).optional(),
});

/**
 * Every request the page can make of main, `noun.verb`: the one source of truth for the handlers, the client and the
 * tests. No output has a field for a secret, and no input one for a local path.
 */
export const requests = {
  'app.getInfo': {
    input: nothing,
    output: z.strictObject({ version: z.string(), platform: z.string(), locale: z.string() }),
  },
  'app.notify': {
    input: z.strictObject({ title: z.string().min(1).max(200), body: z.string().max(1000) }),
    output: done,
  },
  /** What the user said when the window was closed while something moves; `remember` is for all times to come. */
  'app.answerClosing': {
    input: z.strictObject({ answer: z.enum(['background', 'quit', 'stay']), remember: z.boolean() }),
    output: done,
  },
  'settings.get': { input: nothing, output: settingsSchema },
  'settings.set': {
    input: settingsSchema
      .pick({
        theme: true,
        language: true,
        showsThumbnails: true,
        parallelTransfers: true,
        lastAccountId: true,
        speedLimits: true,
        keepsAwake: true,
        onTaken: true,
        whenClosed: true,
      })
      .partial(),
    output: settingsSchema,
  },
  /** Opens the native dialog; answers the unchanged settings when it was closed. */
  'settings.chooseDownloadFolder': { input: nothing, output: settingsSchema },

  /** Sets the proxy; the password is kept in the system's keychain, or until Satchel ends where there is none. */
  'settings.setProxy': { input: proxyInputSchema, output: settingsSchema },

  'account.list': { input: nothing, output: accountsSnapshotSchema },
  /** Checks one account, or all, in the background; what it finds comes as `account.changed`. */
  'account.check': { input: z.strictObject({ accountId: id.optional() }), output: done },
  /** Starts a sign-in through the system's browser; how it goes comes as `signIn.changed`. */
  'account.signIn': { input: z.strictObject(accountRef), output: z.strictObject({ signInId: id }) },
  /** Opens the sign-in's page in the browser once more. */
  'account.openSignInPage': { input: z.strictObject({ signInId: id }), output: done },
  'account.cancelSignIn': { input: z.strictObject({ signInId: id }), output: done },
  /** Ends the sign-in here and at the server, and forgets its token. */
  'account.signOut': { input: z.strictObject(accountRef), output: done },
  /** Gives the code of the device that the account asks for; resolves when it was accepted. */
  'account.enterCode': {
    input: z.strictObject({ ...accountRef, code: z.string().regex(/^\d{6,8}$/) }),
    output: done,
  },
  /** Where the form can keep keys on this computer. */
  'account.getKeeping': { input: nothing, output: keepingSchema },
  'account.getForm': { input: z.strictObject(accountRef), output: editedAccountSchema },
  /** Adds an account, or changes the one of the id; answers its id. */
  'account.save': {
    input: z.strictObject({ accountId: id.optional(), form: accountFormSchema }),
    output: z.strictObject(accountRef),
  },
  /** Starts a sign-in at an organisation's access portal; how it goes comes as `signIn.changed`. */
  'organisation.signIn': { input: portalSchema, output: z.strictObject({ signInId: id }) },
  /** What the one who signed in may use, in the portal's order. */
  'organisation.listRoles': { input: portalSchema, output: z.array(organisationRoleSchema) },
  /** Keeps roles as accounts; answers their ids. */
  'organisation.addAccounts': {
    input: z.strictObject({
      portal: portalSchema,
      roles: z.array(organisationRoleSchema).min(1).max(10_000),
    }),
    output: z.strictObject({ accountIds: z.array(id) }),
  },
  /** Starts the sample on this computer, or finds it running, and answers its account; it ends with Satchel. */
  'account.startDemo': {
    input: z.strictObject({ name: z.string().min(1).max(100) }),
    output: z.strictObject(accountRef),
  },
  /** Takes an account and its keys away from this computer; nothing in the cloud changes. */
  'account.remove': { input: z.strictObject(accountRef), output: done },
  /** How the account looks in the window, and whether it may change anything; an empty name is the profile's own. */
  'account.setLook': {
    input: z.strictObject({
      ...accountRef,
      name: z.string().max(100),
      color: z.enum(accountColors).nullable(),
      isReadOnly: z.boolean(),
    }),
    output: done,
  },
  /** Opens one of the AWS files in the system's editor. */
  'account.openFile': { input: z.strictObject({ file: z.enum(['config', 'credentials']) }), output: done },
  /** The native dialog for a file of certificates; null when the user closed it. */
  'account.chooseCaFile': {
    input: nothing,
    output: z.strictObject({ grantId: id, fileName: z.string() }).nullable(),
  },
  'provider.list': { input: nothing, output: z.array(providerSchema) },

  /** `listingId` is the page's own name for the request, so that leaving it can abort it (`listing.abort`). */
  'bucket.list': {
    input: z.strictObject({ ...accountRef, listingId: id }),
    output: z.array(bucketSchema),
  },
  'bucket.create': { input: bucketRef, output: bucketSchema },
  'bucket.delete': { input: bucketRef, output: done },
  /** Checks that the bucket can be reached and remembers it for accounts that may not list buckets. */
  'bucket.addByName': { input: bucketRef, output: bucketSchema },
  /** Forgets a bucket that was added by name; nothing is deleted. */
  'bucket.forget': { input: bucketRef, output: done },
  /** One page of the uploads in parts that were never finished, in the order of their keys. */
  'bucket.listUnfinished': {
    input: z.strictObject({ ...bucketRef.shape, listingId: id, cursor: z.string().max(10_000).optional() }),
    output: z.strictObject({
      uploads: z.array(unfinishedUploadSchema),
      nextCursor: z.string().optional(),
    }),
  },
  /** Removes unfinished uploads with the parts they hold; those that a transfer in the list is going to finish stay. */
  'bucket.removeUnfinished': {
    input: z.strictObject({
      ...bucketRef.shape,
      uploads: z
        .array(z.strictObject({ key: z.string().min(1).max(maxKeyBytes), uploadId: id }))
        .min(1)
        .max(1000),
    }),
    output: z.strictObject({ removedCount: z.number(), error: appErrorSchema.optional() }),
  },

  /** One page of a folder. `listingId` is the page's own name for the listing, so that leaving it can abort it. */
  'listing.getPage': {
    input: z.strictObject({
      ...locationSchema.shape,
      listingId: id,
      cursor: z.string().max(10_000).optional(),
      /** Tells the owner of each file as well, which costs the server a little. */
      withOwner: z.boolean().optional(),
    }),
    output: entryPageSchema,
  },
  'listing.abort': { input: z.strictObject({ listingId: id }), output: done },

  /** Where an object is, in the ways that other programs write it; `arn` where the provider is Amazon. */
  'object.getAddresses': {
    input: objectRef,
    output: z.strictObject({ url: z.string(), uri: z.string(), arn: z.string().optional() }),
  },
  /** A link that opens an object without credentials, signed now; nothing keeps it but the page that shows it. */
  'object.share': {
    input: z.strictObject({
      ...objectRef.shape,
      expiresInSeconds: z.int().min(1).max(maxShareSeconds),
      asDownload: z.boolean(),
    }),
    output: shareLinkSchema,
  },
  'object.getDetails': { input: objectRef, output: objectDetailsSchema },
  'folder.create': {
    input: z.strictObject({ ...locationSchema.shape, name: z.string().min(1).max(maxKeyBytes) }),
    output: z.strictObject({ prefix: z.string() }),
  },
  /** Takes an empty folder away; throws `folder.notEmpty` for one with anything in it. */
  'folder.removeEmpty': { input: locationSchema, output: done },

  /** Counts what a selection holds; progress and result come as `operation.changed`. */
  'selection.measure': { input: selectionSchema, output: started },
  /** Deletes a selection for good; progress and partial failures come as `operation.changed`. */
  'selection.delete': { input: selectionSchema, output: started },
  /** Copies a selection; progress and partial failures come as `operation.changed`. */
  'selection.copy': { input: relocation, output: started },
  /**
   * Moves a selection: each object is copied, the copy is compared, and only then is the object deleted. One that was
   * broken off goes on at the next start.
   */
  'selection.move': { input: relocation, output: started },
  /** The operations that are under way. */
  'operation.list': { input: nothing, output: z.array(operationSchema) },
  /** Takes back what an operation has done, as far as nobody has changed it since. */
  'operation.undo': { input: z.strictObject({ operationId: id }), output: started },
  'operation.cancel': { input: z.strictObject({ operationId: id }), output: done },

  /** Native dialogs; null when the user closed them. */
  'upload.chooseFiles': { input: nothing, output: uploadGrantSchema.nullable() },
  'upload.chooseFolders': { input: nothing, output: uploadGrantSchema.nullable() },
  /** Turns dropped files into a grant; their paths are added by the preload, not by the page. */
  'upload.grantDropped': { input: nothing, output: uploadGrantSchema.nullable() },
  'download.chooseFolder': { input: nothing, output: downloadGrantSchema.nullable() },

  /** Starts an upload; a missing `onTaken` is the setting's. */
  'transfer.upload': {
    input: z.strictObject({
      grantId: id,
      target: locationSchema,
      onTaken: z.enum(conflictPolicies).optional(),
    }),
    output: jobRef,
  },
  'transfer.download': {
    input: z.strictObject({
      grantId: id,
      selection: downloadSelectionSchema,
      onTaken: z.enum(conflictPolicies).optional(),
    }),
    output: jobRef,
  },
  'transfer.list': { input: nothing, output: transfersSnapshotSchema },
  /** Some files of a job: of one state, or of all states in the order of `itemStates`. */
  'transfer.listItems': {
    input: z.strictObject({
      jobId: id,
      state: z.enum(itemStates).optional(),
      cursor: z.string().max(500).optional(),
      limit: z.int().min(1).max(1000),
    }),
    output: transferRowsSchema,
  },
  'transfer.answerConflict': {
    input: z.strictObject({
      jobId: id,
      itemId: id,
      answer: z.enum(conflictAnswers),
      applyToAll: z.boolean(),
    }),
    output: done,
  },
  /** Stops jobs without losing what they have moved. */
  'transfer.pause': { input: jobRefs, output: done },
  'transfer.resume': { input: jobRefs, output: done },
  /** Ends jobs and takes back what is half done, here and on the server. */
  'transfer.cancel': { input: jobRefs, output: done },
  /** Moves what is not done of jobs that have ended, and tries again at once what waits for its next try. */
  'transfer.retry': { input: jobRefs, output: done },
  /** Takes jobs that have ended off the list. */
  'transfer.clear': { input: jobRefs, output: done },
  /** Saves the list of a job's files, with sizes, checksums, times and versions, as CSV where the user says. */
  'transfer.saveReceipt': { input: jobRef, output: z.strictObject({ isSaved: z.boolean() }) },
  /** Shows what a download brought, in the system's file manager. */
  'transfer.reveal': { input: jobRef, output: done },

  /**
   * Brings a small selection to a temporary folder and begins a drag out of the window with it, while the mouse button is
   * still held; `tooLarge` for what would take too long, which is for `transfer.download`.
   */
  'drag.start': {
    input: z.strictObject({ selection: selectionSchema }),
    output: z.strictObject({ outcome: z.enum(['dragged', 'tooLarge', 'cancelled']) }),
  },
  /** The button was let go before the drag could begin. */
  'drag.cancel': { input: nothing, output: done },

  /** Starts a search below a folder; how it goes comes as `search.changed`. */
  'search.start': {
    input: z.strictObject({ location: locationSchema, query: searchQuerySchema }),
    output: z.strictObject({ searchId: id }),
  },
  /** What was found so far, in the order in which it was found; names are keys below the searched folder. */
  'search.getResults': {
    input: z.strictObject({ searchId: id, offset: z.int().min(0), limit: z.int().min(1).max(10_000) }),
    output: z.strictObject({ entries: z.array(entrySchema) }),
  },
  'search.cancel': { input: z.strictObject({ searchId: id }), output: done },
  /** Forgets a search and what it found. */
  'search.close': { input: z.strictObject({ searchId: id }), output: done },

  /** What the window opens with. */
  'session.get': { input: nothing, output: sessionSchema },
  'session.set': {
    input: sessionSchema.pick({ tabs: true, activeTabId: true, favourites: true, recents: true }).partial(),
    output: done,
  },
  /** How a folder is shown from now on. */
  'session.setView': {
    input: z.strictObject({ location: locationSchema, view: folderViewSchema }),
    output: done,
  },

  /** Draws the application menu. */
  'menu.set': { input: z.strictObject({ menus: z.array(menuSchema).max(8) }), output: done },
  /** The few words that main shows by itself, in the user's language. */
  'app.setWords': {
    input: z.strictObject({ open: z.string().min(1).max(200), quit: z.string().min(1).max(200) }),
    output: done,
  },
  /** Deletes all thumbnails that are kept on this computer. */
  'thumbnail.clear': { input: nothing, output: done },

  'preview.open': { input: objectRef, output: previewSchema },
  'preview.close': { input: z.strictObject({ token: id }), output: done },
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;

/** Every event main sends to the page, `noun.changed`; each carries the whole new state of its noun. */
export const events = {
  'account.changed': accountsSnapshotSchema,
  'signIn.changed': signInSchema,
  'settings.changed': settingsSchema,
  'operation.changed': operationSchema,
  'search.changed': searchSchema,
  /** An item of the application menu was chosen. */
  'menu.chosen': z.strictObject({ id }),
  'transfer.changed': transfersSnapshotSchema,
  /** Whether the window waits for `app.answerClosing`. */
  'closing.changed': z.strictObject({ isAsking: z.boolean() }),
} as const satisfies Record<string, z.ZodType>;

export type RequestName = keyof typeof requests;
export type RequestInput<N extends RequestName> = z.input<(typeof requests)[N]['input']>;
export type ParsedInput<N extends RequestName> = z.output<(typeof requests)[N]['input']>;
export type RequestOutput<N extends RequestName> = z.output<(typeof requests)[N]['output']>;
export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>;

/** The answer to every request: a value or an error as a value, never a rejected promise. */
export const answerSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: appErrorSchema }),
]);
export type Answer = z.infer<typeof answerSchema>;
