import {
  AddRegular,
  ArrowDownloadRegular,
  ArrowUploadRegular,
  DeleteRegular,
  type FluentIcon,
  FolderAddRegular,
  FolderOpenRegular,
  InfoRegular,
} from '@fluentui/react-icons';

/** What can be done in a folder; the command bar, the row menu and the keys all carry out the same commands. */
export type Command =
  | 'open'
  | 'uploadFiles'
  | 'uploadFolders'
  | 'newFolder'
  | 'newBucket'
  | 'download'
  | 'delete'
  | 'details';

export const commandIcons: Readonly<Record<Command, FluentIcon>> = {
  open: FolderOpenRegular,
  uploadFiles: ArrowUploadRegular,
  uploadFolders: ArrowUploadRegular,
  newFolder: FolderAddRegular,
  newBucket: AddRegular,
  download: ArrowDownloadRegular,
  delete: DeleteRegular,
  details: InfoRegular,
};
