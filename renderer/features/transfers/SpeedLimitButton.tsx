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
  const speed = (bytes: number) => formatMegabytesPerSecond(bytes / bytesInMegabyte);
  const speeds = [
    ...(up === undefined ? [] : [t('limit.up', { speed: speed(up) })]),
    ...(down === undefined ? [] : [t('limit.down', { speed: speed(down) })]),
  ];
  if (speeds.length === 0) return null;
  return (
    <Tooltip content={t('limit.tooltip')} relationship="description">
      <Button size="small" appearance="subtle" className={styles.button} onClick={openSettings}>
        {t('limit.button', { speeds: speeds.join(' ') })}
      </Button>
    </Tooltip>
  );
}
