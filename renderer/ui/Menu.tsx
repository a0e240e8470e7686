import { Menu as FluentMenu, type MenuProps, PortalMountNodeProvider } from '@fluentui/react-components';
import { useEffect, useState } from 'react';

/** A menu whose popover is in the page's main landmark: outside of all, a screen reader would not go to it. */
export function Menu(props: MenuProps) {
  const [main, setMain] = useState(findMain);
  useEffect(() => setMain(findMain()), []);
  return (
    <PortalMountNodeProvider value={main}>
      <FluentMenu {...props} />
    </PortalMountNodeProvider>
  );
}

function findMain(): HTMLElement | undefined {
  return document.querySelector('main') ?? undefined;
}
