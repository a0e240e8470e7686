import { Button } from '@fluentui/react-components';
import {
  AppsListFilled,
  AppsListRegular,
  type FluentIcon,
  GridFilled,
  GridRegular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Tooltip } from '../../ui/Tooltip.tsx';
import type { CommandContext, CommandFacts } from './commandFacts.ts';
import type { CommandId } from './registry.ts';
import { runCommand } from './runCommand.ts';

type Layout = CommandFacts['layout'];

const icons: Readonly<Record<Layout, { readonly off: FluentIcon; readonly on: FluentIcon }>> = {
  details: { off: AppsListRegular, on: AppsListFilled },
  grid: { off: GridRegular, on: GridFilled },
};

const commandOf: Readonly<Record<Layout, CommandId>> = { details: 'viewList', grid: 'viewGrid' };

/** The two buttons that show a folder as a list or as tiles. */
export function LayoutSwitch({ context }: { readonly context: CommandContext }) {
  const { t } = useTranslation('browse');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <fieldset> is for a form
    <div role="group" aria-label={t('layout.label')} style={{ display: 'flex' }}>
      {(['details', 'grid'] as const).map((each) => {
        const isOn = each === context.facts.layout;
        const Icon = isOn ? icons[each].on : icons[each].off;
        return (
          <Tooltip key={each} content={t(`layout.${each}`)} relationship="label">
            <Button
              appearance="subtle"
              aria-pressed={isOn}
              icon={<Icon />}
              onClick={() => void runCommand(commandOf[each], context)}
            />
          </Tooltip>
        );
      })}
    </div>
  );
}
