import { Tooltip as FluentTooltip, type TooltipProps } from '@fluentui/react-components';
import { useEffect, useState } from 'react';

/** Fluent shows a tooltip 250 ms after the pointer came, or after a click brought the focus. */
const quietMs = 600;
let lastPress: { readonly target: EventTarget | null; readonly atMs: number } | undefined;
window.addEventListener(
  'pointerdown',
  ({ target }) => {
    lastPress = { target, atMs: performance.now() };
  },
  true,
);

function wasJustPressed(trigger: EventTarget | null | undefined): boolean {
  if (lastPress === undefined || performance.now() - lastPress.atMs > quietMs) return false;
  return trigger instanceof Node && lastPress.target instanceof Node && trigger.contains(lastPress.target);
}

/** Fluent's tooltip, which goes when the mouse is pressed and does not come back for that click. */
export function Tooltip(props: TooltipProps) {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    if (!visible) return;
    const hide = () => setVisible(false);
    window.addEventListener('pointerdown', hide, true);
    return () => window.removeEventListener('pointerdown', hide, true);
  }, [visible]);
  return (
    <FluentTooltip
      {...props}
      visible={visible}
      onVisibleChange={(event, data) => setVisible(data.visible && !wasJustPressed(event?.target))}
    />
  );
}
