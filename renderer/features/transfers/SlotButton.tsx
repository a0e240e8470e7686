import { Button } from '@fluentui/react-components';
import { type ReactElement, useRef } from 'react';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { isMeantForBefore } from './useSettled.ts';

/** One action of a job: what the button shows, says and does. */
export type SlotAction = {
  readonly id: string;
  readonly label: string;
  /** True for one that must not be met by a click that was meant for what was there before. */
  readonly isGuarded: boolean;
  /** With the job's name, for screen readers. */
  readonly name: string;
  readonly icon: ReactElement;
  readonly run: () => void;
};

/** A button whose action changes as the job goes on; a double click never does two things. */
export function SlotButton({ action }: { readonly action: SlotAction }) {
  const current = useRef({ id: action.id, changedAtMs: Number.NEGATIVE_INFINITY });
  if (current.current.id !== action.id) current.current = { id: action.id, changedAtMs: performance.now() };
  return (
    <Tooltip content={action.label} relationship="description">
      <Button
        appearance="subtle"
        size="small"
        icon={action.icon}
        aria-label={action.name}
        onClick={({ detail }) => {
          const sinceChangeMs = performance.now() - current.current.changedAtMs;
          if (!isMeantForBefore(detail, sinceChangeMs, action.isGuarded)) action.run();
        }}
      />
    </Tooltip>
  );
}
