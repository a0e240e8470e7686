import { Button } from '@fluentui/react-components';
import {
  AppsListFilled,
  AppsListRegular,
  type FluentIcon,
  GridFilled,
  GridRegular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { FolderView } from '../../../shared/domain/session.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';

type Layout = NonNullable<FolderView['layout']>;

const icons: Readonly<Record<Layout, { readonly off: FluentIcon; readonly on: FluentIcon }>> = {
  details: { off: AppsListRegular, on: AppsListFilled },
  grid: { off: GridRegular, on: GridFilled },
};

type Props = { readonly layout: Layout; readonly onLayout: (layout: Layout) => void };

/** The two buttons that show a folder as a list or as tiles. */
export function LayoutSwitch({ layout, onLayout }: Props) {
  const { t } = useTranslation('browse');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <fieldset> is for a form
    <div role="group" aria-label={t('layout.label')} style={{ display: 'flex' }}>
      {(['details', 'grid'] as const).map((each) => {
        const isOn = each === layout;
        const Icon = isOn ? icons[each].on : icons[each].off;
        return (
          <Tooltip key={each} content={t(`layout.${each}`)} relationship="label">
            <Button appearance="subtle" aria-pressed={isOn} icon={<Icon />} onClick={() => onLayout(each)} />
          </Tooltip>
        );
      })}
    </div>
  );
}
