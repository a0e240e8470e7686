import { useLayoutEffect, useMemo, useRef } from 'react';
import type { CommandActions, CommandContext, CommandFacts } from './commandFacts.ts';
import { type CommandId, commandIds } from './registry.ts';

/**
 * The same context for as long as it says the same, so that bars and menus are not drawn anew for each letter that is
 * typed in the window. Its actions are those of the last drawing.
 */
export function useSteadyContext({ facts, actions }: CommandContext): CommandContext {
  const latest = useRef(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  });
  // Facts are plain data, and few.
  const factsText = JSON.stringify(facts);
  const possible = commandIds.filter((id) => actions[id] !== undefined).join();
  return useMemo(() => {
    const ids = possible.split(',') as CommandId[];
    return {
      facts: JSON.parse(factsText) as CommandFacts,
      actions: Object.fromEntries(ids.map((id) => [id, () => latest.current[id]?.()])) as CommandActions,
    };
  }, [factsText, possible]);
}
