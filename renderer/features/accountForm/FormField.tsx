import { Field, type FieldProps } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../ui/errorText.ts';
import type { AccountFields } from './accountFields.ts';
import { fieldOfRefusal } from './fieldProblems.ts';
import type { AccountFormControl } from './useAccountForm.ts';

type Props = Pick<FieldProps, 'children' | 'hint' | 'className'> & {
  readonly form: AccountFormControl;
  readonly name: keyof AccountFields;
  readonly label: string;
};

const mistakeAttribute = 'data-mistake';

/** Brings the first field with a mistake into view and puts the focus on it. */
export function showFirstMistake(form: HTMLElement): void {
  const field = form.querySelector(`[${mistakeAttribute}]`);
  const control =
    field?.querySelector<HTMLElement>('input:checked') ?? field?.querySelector<HTMLElement>('input, button');
  control?.focus();
  field?.scrollIntoView({ block: 'nearest' });
}

/** A field of the form with what is wrong with it, whether the form saw it or main said it. */
export function FormField({ form, name, label, hint, ...props }: Props) {
  const { t } = useTranslation('accountForm');
  const problem = form.problems[name];
  const refusal =
    form.error !== undefined && fieldOfRefusal(form.error.code) === name ? form.error : undefined;
  const message =
    problem !== undefined ? t(`problem.${problem}`) : refusal === undefined ? undefined : errorText(refusal);
  return (
    <Field
      {...props}
      {...(message !== undefined && { [mistakeAttribute]: '' })}
      label={label}
      // The mistake takes the hint's place, so that the fields below stay where they are.
      hint={message === undefined ? (hint ?? null) : null}
      validationState={message === undefined ? 'none' : 'error'}
      validationMessage={message ?? null}
    />
  );
}
