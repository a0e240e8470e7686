import {
  createDOMRenderer,
  FluentProvider,
  makeStaticStyles,
  makeStyles,
  RendererProvider,
  tokens,
} from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountsGate } from './features/accounts/AccountsGate.tsx';
import { useFolderChanges } from './features/activity/folderChanges.ts';
import { Notices } from './features/activity/Notices.tsx';
import { startOutcomes } from './features/activity/outcomes.ts';
import { ClosingDialog } from './features/closing/ClosingDialog.tsx';
import { useMainWords } from './features/commands/useMainWords.ts';
import { ConflictDialog } from './features/transfers/ConflictDialog.tsx';
import { startJobNotifications } from './features/transfers/jobNotifications.ts';
import { createQueryClient } from './queryClient.ts';
import { useTheme } from './theme.ts';
import { startFocusKeeper } from './ui/focusKeeper.ts';
import { LiveRegion } from './ui/LiveRegion.tsx';

const usePageStyles = makeStaticStyles({
  'html, body, #root': { height: '100%', margin: 0, overflow: 'hidden' },
  // What can be selected as text says so itself: previews, facts and technical texts.
  body: { userSelect: 'none' },
  '.fui-Tooltip__content': { pointerEvents: 'none' },
  '@media (prefers-reduced-motion: reduce)': {
    // Fluent counts a notice's time by an animation that nobody sees.
    '*:not([data-timer-status]), *::before, *::after': {
      animationDuration: '1ms !important',
      transitionDuration: '1ms !important',
    },
  },
});

const useStyles = makeStyles({
  app: { height: '100%', backgroundColor: tokens.colorNeutralBackground1, fontSize: tokens.fontSizeBase300 },
});

/** The nonce with which the page's policy allows the styles that are made at run time. */
function styleNonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
}

const nonce = styleNonce();
const renderer = createDOMRenderer(
  document,
  nonce === undefined ? {} : { styleElementAttributes: { nonce } },
);

/** The whole window: theme, data and the parts that stand above every screen. */
export function App() {
  return (
    <RendererProvider renderer={renderer}>
      <ThemedApp />
    </RendererProvider>
  );
}

function ThemedApp() {
  const theme = useTheme();
  const { i18n } = useTranslation();
  usePageStyles();
  const styles = useStyles();
  const [queryClient] = useState(createQueryClient);
  useEffect(startFocusKeeper, []);
  useEffect(startJobNotifications, []);
  useEffect(startOutcomes, []);
  useMainWords();
  return (
    // Not a class: Fluent gives the provider's classes to every menu and dialog too, which must not fill the window.
    <FluentProvider theme={theme} dir={i18n.dir()} style={{ height: '100%' }}>
      <QueryClientProvider client={queryClient}>
        <div className={styles.app}>
          <AccountsGate />
        </div>
        <FolderChanges />
        <Notices />
        <ConflictDialog />
        <ClosingDialog />
        <LiveRegion />
      </QueryClientProvider>
    </FluentProvider>
  );
}

/** Inside of the query client, whose listings it keeps up to date. */
function FolderChanges() {
  useFolderChanges();
  return null;
}
