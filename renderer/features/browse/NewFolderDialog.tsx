import { useTranslation } from 'react-i18next';
import type { Location } from '../../../shared/domain/object.ts';
import { request } from '../../ipc/client.ts';
import { announce } from '../../ui/announce.ts';
import { displayName } from '../../ui/displayName.ts';
import { folderNameProblem, hasOuterSpaces } from './folderName.ts';
import { NameDialog } from './NameDialog.tsx';

type Props = {
  readonly location: Location;
  readonly placeName: string;
  /** True for a folder that is known to be there. */
  readonly hasPrefix: (prefix: string) => boolean;
  readonly onCreated: (prefix: string) => void;
  readonly onClose: () => void;
};

/** Asks for the name of a new folder and makes it where one stands. */
export function NewFolderDialog({ location, placeName, hasPrefix, onCreated, onClose }: Props) {
  const { t } = useTranslation('browse');
  return (
    <NameDialog
      title={t('newFolder.title', { place: displayName(placeName) })}
      fieldLabel={t('newFolder.field')}
      submitLabel={t('newFolder.submit')}
      hintOf={(typed) => (hasOuterSpaces(typed) ? t('newFolder.trimmed') : undefined)}
      problemOf={(typed) => {
        const problem = folderNameProblem(typed.trim(), location.prefix, hasPrefix);
        return problem === undefined ? undefined : t(`newFolder.problem.${problem}`);
      }}
      onSubmit={async (typed) => {
        const name = typed.trim();
        const { prefix } = await request('folder.create', { ...location, name });
        announce(t('newFolder.created', { name: displayName(name) }));
        onCreated(prefix);
      }}
      onClose={onClose}
    />
  );
}
