import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  languages,
  type Settings,
  settingsSchema,
  thumbnailCacheBytes,
} from '../../../shared/domain/settings.ts';
import { request } from '../../ipc/client.ts';
import { nameOfLanguage } from '../../languages.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { formatSize } from '../../ui/format.ts';
import { ProxySection } from './ProxySection.tsx';
import { TransfersSection } from './TransfersSection.tsx';
import { type SettingsControl, useSettings } from './useSettings.ts';

const firstField = 'theme';
const themes = settingsSchema.shape.theme.options;
const { language: languageSchema } = settingsSchema.shape;

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
    // Beside its scroll bar.
    paddingInlineEnd: tokens.spacingHorizontalS,
  },
  // Some of the window stays in sight around it.
  body: { '@media (min-height: 600px)': { maxHeight: 'calc(100vh - 96px)' } },
  folder: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  path: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere', userSelect: 'text' },
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  heading: { margin: 0 },
  actions: { alignSelf: 'center' },
  version: { color: tokens.colorNeutralForeground2 },
});

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.section}>
      <Subtitle2 as="h3" className={styles.heading}>
        {title}
      </Subtitle2>
      {children}
    </div>
  );
}

type FieldsProps = Pick<SettingsControl, 'set' | 'chooseDownloadFolder'> & { readonly settings: Settings };

function Fields({ settings, set, chooseDownloadFolder }: FieldsProps) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const folderId = useId();
  return (
    <>
      <Section title={t('section.general')}>
        <Field label={t('theme.label')}>
          <RadioGroup
            name={firstField}
            layout="horizontal"
            value={settings.theme}
            onChange={(_, data) => set({ theme: settingsSchema.shape.theme.parse(data.value) })}
          >
            {themes.map((theme) => (
              <Radio key={theme} value={theme} label={t(`theme.${theme}`)} />
            ))}
          </RadioGroup>
        </Field>
        <Field label={t('language.label')}>
          <Select
            value={settings.language}
            onChange={(_, data) => set({ language: languageSchema.parse(data.value) })}
          >
            <option value="system">{t('language.system')}</option>
            {languages.map((language) => (
              <option key={language} value={language} lang={language}>
                {nameOfLanguage(language)}
              </option>
            ))}
          </Select>
        </Field>
        <Field hint={t('thumbnails.hint', { size: formatSize(thumbnailCacheBytes) })}>
          <Checkbox
            label={t('thumbnails.label')}
            checked={settings.showsThumbnails}
            onChange={(_, data) => set({ showsThumbnails: data.checked === true })}
          />
        </Field>
        <Field label={t('downloadFolder.label')} hint={t('downloadFolder.hint')}>
          {() => (
            <div className={styles.folder}>
              <Text id={folderId} className={styles.path}>
                {settings.downloadFolder === '' ? t('downloadFolder.system') : settings.downloadFolder}
              </Text>
              <Button aria-describedby={folderId} onClick={chooseDownloadFolder}>
                {t('downloadFolder.choose')}
              </Button>
            </div>
          )}
        </Field>
      </Section>
      <Section title={t('section.transfers')}>
        <TransfersSection settings={settings} set={set} />
      </Section>
      <Section title={t('section.connection')}>
        <ProxySection proxy={settings.proxy} />
      </Section>
    </>
  );
}

function Version() {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const [version, setVersion] = useState('');
  useEffect(() => {
    request('app.getInfo', {}).then(
      (info) => setVersion(info.version),
      (thrown: unknown) => console.warn('The version could not be had', thrown),
    );
  }, []);
  return (
    <Text size={200} className={styles.version}>
      {version === '' ? '' : t('version', { version })}
    </Text>
  );
}

type Props = { readonly open: boolean; readonly onClose: () => void };

/** The few things that can be set; each is stored and takes effect at once. */
export function SettingsDialog({ open, onClose }: Props) {
  if (!open) return null;
  return <OpenSettings onClose={onClose} />;
}

function OpenSettings({ onClose }: Pick<Props, 'onClose'>) {
  const styles = useStyles();
  const { t } = useTranslation('settings');
  const { settings, error, set, chooseDownloadFolder } = useSettings();
  const isLoading = settings === undefined && error === undefined;
  useEffect(() => {
    // The dialog itself goes to the first choice, which need not be the one that holds.
    if (!isLoading) document.querySelector<HTMLInputElement>(`[name=${firstField}]:checked`)?.focus();
  }, [isLoading]);
  // Main answers at once; a dialog that is there before its fields would begin at its last button.
  if (isLoading) return null;
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody className={styles.body}>
          <DialogTitle>{t('title')}</DialogTitle>
          <DialogContent className={styles.content}>
            {settings !== undefined && (
              <Fields settings={settings} set={set} chooseDownloadFolder={chooseDownloadFolder} />
            )}
            {error !== undefined && <ErrorMessage compact error={error} />}
          </DialogContent>
          <DialogActions position="start" className={styles.actions}>
            <Version />
          </DialogActions>
          <DialogActions position="end">
            <Button appearance="primary" onClick={onClose}>
              {t('close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
