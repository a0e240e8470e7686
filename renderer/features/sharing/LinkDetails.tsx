import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShareLink } from '../../../shared/domain/share.ts';
import { formatFullDate } from '../../ui/format.ts';
import { FoldedIcon } from '../../ui/turnedIcons.tsx';
import { Fact, Facts } from '../details/Facts.tsx';

const useStyles = makeStyles({
  toggle: { alignSelf: 'flex-start', marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
});

/** The expert's terms of a link, one step further in. */
export function LinkDetails({ link }: { readonly link: ShareLink }) {
  const styles = useStyles();
  const { t } = useTranslation('sharing');
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const { origin, searchParams } = new URL(link.url);
  const isTemporary = searchParams.has('X-Amz-Security-Token');
  return (
    <>
      <Button
        size="small"
        appearance="transparent"
        className={styles.toggle}
        icon={isOpen ? <ChevronDownRegular /> : <FoldedIcon />}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('details.title')}
      </Button>
      <div id={id} hidden={!isOpen}>
        <Facts>
          <Fact label={t('details.kind')}>{t('details.presigned')}</Fact>
          <Fact label={t('details.end')}>{formatFullDate(link.endsAtMs)}</Fact>
          <Fact label={t('details.keys')}>{t(isTemporary ? 'details.temporary' : 'details.lasting')}</Fact>
          <Fact label={t('details.version')}>{t('details.newest')}</Fact>
          <Fact label={t('details.server')}>{origin}</Fact>
        </Facts>
      </div>
    </>
  );
}
