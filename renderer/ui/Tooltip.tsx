import { Tooltip as FluentTooltip, type TooltipProps } from '@fluentui/react-components';
import { useEffect, useState } from 'react';

/** Fluent shows a tooltip 250 ms after the pointer came or a click brought the focus; a press counts for both. */
const quietMs = 600;
let pressedAtMs = Number.NEGATIVE_INFINITY;
window.addEventListener('pointerdown', () => (pressedAtMs = performance.now()), true);

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
      onVisibleChange={(_, data) => setVisible(data.visible && performance.now() - pressedAtMs > quietMs)}
    />
  );
}
