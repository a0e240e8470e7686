import { Button } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './announce.ts';
import { Tooltip } from './Tooltip.tsx';

type Props = {
  readonly text: string;
  /** What is copied, for the tooltip and screen readers: "Copy the address". */
  readonly label: string;
  /** The main button of a dialog: it shows its label, and waits for a text. */
  readonly isMain?: boolean;
};

/** Copies a text and says that it did. */
export function CopyButton({ text, label, isMain = false }: Props) {
  const { t } = useTranslation('ui');
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => {
        setOutcome('copied');
        announce(t('copied'));
      },
      () => {
        setOutcome('failed');
        announce(t('copyFailed'));
      },
    );
  const shown = outcome === undefined ? label : t(outcome === 'copied' ? 'copied' : 'copyFailed');
  const icon = outcome === 'copied' ? <CheckmarkRegular /> : <CopyRegular />;
  if (isMain) {
    return (
      <Button appearance="primary" icon={icon} disabledFocusable={text === ''} onClick={copy}>
        {shown}
      </Button>
    );
  }
  return (
    <Tooltip content={shown} relationship="label">
      <Button appearance="subtle" size="small" icon={icon} onClick={copy} />
    </Tooltip>
  );
}
