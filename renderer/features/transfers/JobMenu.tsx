import { Button, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  DocumentTableRegular,
  MoreHorizontalRegular,
  TextBulletListRegular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { TransferJob } from '../../../shared/domain/transfer.ts';
import { request } from '../../ipc/client.ts';
import { confirmDone } from '../../ui/confirmation.ts';
import { Menu } from '../../ui/Menu.tsx';
import { requestForJobs } from './bulkRequest.ts';
import { jobTitle } from './transferWords.ts';

type Props = {
  readonly job: TransferJob;
  readonly run: (action: () => Promise<unknown>) => void;
  readonly onShowFiles: (jobId: string) => void;
};

/** What else can be done with a job. */
export function JobMenu({ job, run, onShowFiles }: Props) {
  const { t } = useTranslation('transfers');
  const saveReceipt = async () => {
    const { isSaved } = await request('transfer.saveReceipt', { jobId: job.id });
    if (isSaved) confirmDone(t('job.receiptSaved'));
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<MoreHorizontalRegular />}
          aria-label={t('job.moreNamed', { name: jobTitle(job) })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {job.status === 'offline' && (
            <MenuItem
              icon={<ArrowClockwiseRegular />}
              onClick={() => run(() => requestForJobs('retry', [job.id]))}
            >
              {t('job.tryNow')}
            </MenuItem>
          )}
          <MenuItem icon={<TextBulletListRegular />} onClick={() => onShowFiles(job.id)}>
            {t('job.showFiles')}
          </MenuItem>
          <MenuItem icon={<DocumentTableRegular />} onClick={() => run(saveReceipt)}>
            {t('job.saveReceipt')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
