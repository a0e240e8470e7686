import { Button, Input, type InputProps } from '@fluentui/react-components';
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tooltip } from '../../ui/Tooltip.tsx';

type Props = Pick<InputProps, 'value' | 'onChange' | 'maxLength'> & {
  readonly input?: { readonly ref: RefObject<HTMLInputElement | null> };
  /** What is hidden, for the button's name: "the secret". */
  readonly what: string;
};

/** A field whose text is hidden until its button shows it; no part of the browser remembers or checks it. */
export function SecretInput({ what, input, ...props }: Props) {
  const { t } = useTranslation('accountForm');
  const [isShown, setIsShown] = useState(false);
  return (
    <Input
      {...props}
      input={{ dir: 'ltr', ...input }}
      type={isShown ? 'text' : 'password'}
      autoComplete="off"
      spellCheck={false}
      autoCorrect="off"
      autoCapitalize="off"
      contentAfter={
        <Tooltip content={t(isShown ? 'hide' : 'show', { what })} relationship="label">
          <Button
            size="small"
            appearance="transparent"
            icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
            onClick={() => setIsShown(!isShown)}
          />
        </Tooltip>
      }
    />
  );
}
