import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { limitsAt } from '../../../shared/domain/limitsAt.ts';
import { formatMegabytesPerSecond } from '../../ui/format.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useAccountActions } from '../accounts/accountActions.ts';
import { useNow } from '../browse/useNow.ts';
import { useSettings } from '../settings/useSettings.ts';

const bytesInMegabyte = 1_000_000;

const useStyles = makeStyles({
  button: {
    minWidth: 0,
    flexShrink: 0,
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightRegular,
  },
});

/** The speed limit that holds now, where there is one; leads to the settings. */
export function SpeedLimitButton() {
  const styles = useStyles();
  const { t } = useTranslation('transfers');
  const { openSettings } = useAccountActions();
  const limits = useSettings().settings?.speedLimits;
  const nowMs = useNow();
  if (limits === undefined) return null;
  const { up, down } = limitsAt(limits, new Date(nowMs));
  if (up === undefined && down === undefined) return null;
  const speed = (bytes = 0) => formatMegabytesPerSecond(bytes / bytesInMegabyte);
  const which = up === undefined ? 'down' : down === undefined ? 'up' : 'both';
  return (
    <Tooltip content={t('limit.tooltip')} relationship="description">
      <Button size="small" appearance="subtle" className={styles.button} onClick={openSettings}>
        {t(`limit.${which}`, { up: speed(up), down: speed(down) })}
      </Button>
    </Tooltip>
  );
}
