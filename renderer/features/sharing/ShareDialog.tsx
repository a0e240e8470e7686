import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { type FocusEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../../shared/domain/object.ts';
import { maxShareSeconds } from '../../../shared/domain/share.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { displayName } from '../../ui/displayName.ts';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { errorTextInList } from '../../ui/errorText.ts';
import { formatCount, formatDuration } from '../../ui/format.ts';
import { NameList } from '../../ui/NameList.tsx';
import { LinkDetails } from './LinkDetails.tsx';
import { commonError, endText, firstToEnd, reachText, shareTitle } from './shareWords.ts';
import { maxSharedFiles, type ShareFailure, useShareLinks } from './useShareLinks.ts';

const day = 86_400;
const lifetimes = [3600, day, maxShareSeconds];

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  choice: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})` },
  link: { textAlign: 'start', fontFamily: tokens.fontFamilyMonospace },
  end: { minHeight: tokens.lineHeightBase300 },
  sentence: { color: tokens.colorNeutralForeground2 },
});

type FailuresProps = { readonly failures: readonly ShareFailure[]; readonly basePrefix: string };

function Failures({ failures, basePrefix }: FailuresProps) {
  const { t } = useTranslation('sharing');
  return (
    <div role="alert">
      <Text weight="semibold">
        {t('failed', { count: failures.length, shown: formatCount(failures.length) })}
      </Text>
      <NameList
        items={failures}
        totalCount={failures.length}
        label={t('failures')}
        itemKey={({ key }) => key}
      >
        {({ key, error }) => (
          <>
            <Text size={200} weight="semibold">
              {displayName(key.startsWith(basePrefix) ? key.slice(basePrefix.length) : key)}
            </Text>
            <br />
            {errorTextInList(error)}
          </>
        )}
      </NameList>
    </div>
  );
}

function selectAll({ currentTarget }: FocusEvent<HTMLInputElement | HTMLTextAreaElement>): void {
  currentTarget.select();
}

type Props = { readonly selection: Selection; readonly onClose: () => void };

/** Makes a link for each selected file, says who can open it and until when, and copies it. */
export function ShareDialog({ selection, onClose }: Props) {
  const styles = useStyles();
  const { t } = useTranslation(['sharing', 'common']);
  const [expiresInSeconds, setExpiresInSeconds] = useState(day);
  const [asDownload, setAsDownload] = useState(false);
  const { isMaking, links, failures, retry } = useShareLinks(selection, { expiresInSeconds, asDownload });
  const { keys, prefixes, basePrefix } = selection;
  const isOne = keys.length === 1;
  const isTooMany = keys.length > maxSharedFiles;
  const text = isMaking ? '' : links.map(({ url }) => url).join('\n');
  const shown = { value: text, placeholder: isMaking ? t('making') : '' };
  // An address runs from left to right in every language.
  const field = { className: styles.link, dir: 'ltr', spellCheck: false, onFocus: selectAll } as const;
  const first = firstToEnd(links);
  const error = commonError(failures, keys.length);
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle className={styles.title}>{shareTitle(selection)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>
              {isTooMany
                ? t('tooMany', { shown: formatCount(maxSharedFiles) })
                : t(isOne ? 'who' : 'whoMany')}
            </Text>
            {prefixes.length > 0 && (
              <Text className={styles.sentence}>
                {t('folders', { count: prefixes.length, shown: formatCount(prefixes.length) })}
              </Text>
            )}
            {!isTooMany && (
              <>
                <Field label={t('lifetime')}>
                  <RadioGroup
                    layout="horizontal"
                    className={styles.choice}
                    value={String(expiresInSeconds)}
                    onChange={(_, { value }) => setExpiresInSeconds(Number(value))}
                  >
                    {lifetimes.map((seconds) => (
                      <Radio key={seconds} value={String(seconds)} label={formatDuration(seconds, 'long')} />
                    ))}
                  </RadioGroup>
                </Field>
                <Field label={t(isOne ? 'opening' : 'openingMany')}>
                  <RadioGroup
                    layout="horizontal"
                    className={styles.choice}
                    value={asDownload ? 'save' : 'show'}
                    onChange={(_, { value }) => setAsDownload(value === 'save')}
                  >
                    <Radio value="show" label={t('show')} />
                    <Radio value="save" label={t('save')} />
                  </RadioGroup>
                </Field>
                <Field label={t(isOne ? 'link' : 'links')}>
                  {isOne ? (
                    <Input readOnly {...shown} input={field} />
                  ) : (
                    <Textarea
                      readOnly
                      {...shown}
                      rows={Math.min(keys.length + 1, 6)}
                      resize="none"
                      textarea={{ ...field, wrap: 'off' }}
                    />
                  )}
                </Field>
                <Text className={styles.end} aria-live="polite">
                  {endText(links)}
                </Text>
                {reachText(links) !== undefined && (
                  <Text className={styles.sentence}>{reachText(links)}</Text>
                )}
                {error !== undefined && <ErrorMessage compact error={error} onAction={retry} />}
                {error === undefined && failures.length > 0 && (
                  <Failures failures={failures} basePrefix={basePrefix} />
                )}
                {first !== undefined && <LinkDetails link={first} />}
              </>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('common:close')}</Button>
            {!isTooMany && <CopyButton isMain text={text} label={t(isOne ? 'copy' : 'copyMany')} />}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
