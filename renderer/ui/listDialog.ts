import { makeStyles, tokens } from '@fluentui/react-components';

/**
 * The classes of a dialog around a long list: as large as the window allows, and of one height whatever the list holds,
 * so that nothing in it jumps.
 */
export const useListDialog = makeStyles({
  surface: { maxWidth: 'min(960px, calc(100vw - 48px))' },
  body: { height: 'min(640px, calc(100vh - 112px))' },
  title: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    minHeight: 0,
    overflow: 'hidden',
  },
});
