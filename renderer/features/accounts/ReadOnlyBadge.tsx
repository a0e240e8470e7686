import { Badge } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';

/** Marks an account in which nothing can be changed. */
export function ReadOnlyBadge() {
  const { t } = useTranslation('accounts');
  return (
    <Badge appearance="outline" color="informative" icon={<LockClosedRegular />}>
      {t('readOnly.badge')}
    </Badge>
  );
}
