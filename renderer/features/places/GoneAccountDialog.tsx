import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Location } from '../../../shared/domain/object.ts';
import { locationPath } from './placeWords.ts';
import { removeFavourite } from './usePlaces.ts';

type Props = { readonly location: Location; readonly onClose: () => void };

/** Says that a favourite cannot be opened any more, and offers to take it off. */
export function GoneAccountDialog({ location, onClose }: Props) {
  const { t } = useTranslation('places');
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('goneAccount.title')}</DialogTitle>
          <DialogContent style={{ overflowWrap: 'anywhere' }}>
            {t('goneAccount.text', { name: locationPath(location) })}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('goneAccount.cancel')}</Button>
            <Button
              appearance="primary"
              onClick={() => {
                onClose();
                removeFavourite(location);
              }}
            >
              {t('remove')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
