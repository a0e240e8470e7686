import type { AccountForm } from '../../../shared/domain/account.ts';
import type { RequestInput, RequestName } from '../../../shared/ipc/contract.ts';

const accountId = 'demo';
const bucket = 'photos';
const location = { accountId, bucket, prefix: 'Lisbon/' };
const selection = { accountId, bucket, basePrefix: '', keys: ['notes.txt'], prefixes: ['Lisbon/'] };

const form: AccountForm = {
  name: 'Work',
  providerId: 'other',
  endpoint: 'https://storage.example',
  region: 'us-east-1',
  addressing: 'path',
  keepIn: 'session',
  accessKeyId: 'AKIAVALIDINPUT',
  secretAccessKey: 'valid-secret',
  sessionToken: 'valid-token',
  caGrantId: 'grant-3',
};

/** One valid input for every request; every optional field is there, so that tests can spoil each of them. */
export const validInputs: { readonly [N in RequestName]: RequestInput<N> } = {
  'app.getInfo': {},
  'app.notify': { title: 'Upload finished', body: '3 files' },
  'settings.get': {},
  'settings.set': { theme: 'dark', parallelTransfers: 3, lastAccountId: accountId },
  'settings.chooseDownloadFolder': {},
  'settings.setProxy': { mode: 'manual', url: 'http://proxy.example:3128', user: 'me', password: 'pw' },
  'account.list': {},
  'account.check': { accountId },
  'account.signIn': { accountId },
  'account.openSignInPage': { signInId: 'sign-in-1' },
  'account.cancelSignIn': { signInId: 'sign-in-1' },
  'account.signOut': { accountId },
  'account.enterCode': { accountId, code: '123456' },
  'account.getKeeping': {},
  'account.getForm': { accountId },
  'account.save': { accountId, form },
  'account.remove': { accountId },
  'account.setLook': { accountId, name: 'Work', color: 'teal', isReadOnly: false },
  'account.openFile': { file: 'config' },
  'account.chooseCaFile': {},
  'provider.list': {},
  'bucket.list': { accountId, listingId: 'listing-2' },
  'bucket.create': { accountId, bucket: 'new-bucket' },
  'bucket.delete': { accountId, bucket: 'empty-bucket' },
  'bucket.addByName': { accountId, bucket },
  'bucket.forget': { accountId, bucket },
  'listing.getPage': { ...location, listingId: 'listing-1', cursor: 'next' },
  'listing.abort': { listingId: 'listing-1' },
  'object.getDetails': { accountId, bucket, key: 'notes.txt' },
  'folder.create': { ...location, name: 'Beach' },
  'selection.measure': selection,
  'selection.delete': selection,
  'operation.cancel': { operationId: 'operation-1' },
  'upload.chooseFiles': {},
  'upload.chooseFolders': {},
  'upload.grantDropped': {},
  'download.chooseFolder': {},
  'transfer.upload': { grantId: 'grant-1', target: location },
  'transfer.download': { grantId: 'grant-2', selection },
  'transfer.list': {},
  'transfer.answerConflict': { jobId: 'job-1', itemId: 'item-1', answer: 'replace', applyToAll: true },
  'transfer.cancel': { jobId: 'job-1' },
  'transfer.retry': { jobId: 'job-1' },
  'transfer.clear': { jobId: 'job-1' },
  'transfer.reveal': { jobId: 'job-1' },
  'preview.open': { accountId, bucket, key: 'notes.txt' },
  'preview.close': { token: 'token-1' },
};
