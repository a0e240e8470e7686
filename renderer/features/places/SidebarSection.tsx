import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import { type ReactNode, type Ref, useId } from 'react';
import { FoldedIcon } from '../../ui/turnedIcons.tsx';

const useStyles = makeStyles({
  title: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    minHeight: tokens.spacingVerticalXXXL,
    paddingInline: `${tokens.spacingHorizontalM} ${tokens.spacingHorizontalS}`,
    color: tokens.colorNeutralForeground2,
  },
  titleFolded: { justifyContent: 'center', minHeight: tokens.spacingVerticalM, paddingInline: 0 },
  heading: { margin: 0, fontSize: 'inherit', fontWeight: 'inherit' },
  toggle: {
    justifyContent: 'space-between',
    flexGrow: 1,
    paddingInline: 0,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: 'inherit',
  },
  headingWide: { display: 'flex', flexGrow: 1 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    margin: 0,
    paddingBlock: tokens.spacingVerticalXXS,
    paddingInline: tokens.spacingHorizontalS,
    listStyleType: 'none',
  },
});

type Props = {
  readonly title: string;
  /** Without its title's text, where the sidebar shows icons only. */
  readonly isFolded: boolean;
  /** What can be done with the section, beside its title. */
  readonly actions?: ReactNode;
  /** Makes the title a switch that hides and shows the list. */
  readonly onToggle?: () => void;
  readonly isOpen?: boolean;
  /** Stands for the list where there is none: what it waits for, or that it is empty. */
  readonly instead?: ReactNode;
  readonly listRef?: Ref<HTMLUListElement>;
  readonly children: ReactNode;
};

/** A part of the sidebar with a title: a landmark of its own, with a list in it. */
export function SidebarSection(props: Props) {
  const { title, isFolded, onToggle, isOpen = true } = props;
  const styles = useStyles();
  const listId = useId();
  return (
    <nav aria-label={title}>
      {(!isFolded || props.actions !== undefined) && (
        <div className={mergeClasses(styles.title, isFolded && styles.titleFolded)}>
          {!isFolded && (
            <h2 className={mergeClasses(styles.heading, onToggle && styles.headingWide)}>
              {onToggle === undefined ? (
                <Text size={200} weight="semibold">
                  {title}
                </Text>
              ) : (
                <Button
                  appearance="transparent"
                  size="small"
                  className={styles.toggle}
                  iconPosition="after"
                  icon={isOpen ? <ChevronDownRegular /> : <FoldedIcon />}
                  aria-expanded={isOpen}
                  aria-controls={isOpen ? listId : undefined}
                  onClick={onToggle}
                >
                  {title}
                </Button>
              )}
            </h2>
          )}
          {props.actions}
        </div>
      )}
      {isOpen && props.instead}
      {isOpen && props.instead === undefined && (
        <ul id={listId} ref={props.listRef} className={styles.list}>
          {props.children}
        </ul>
      )}
    </nav>
  );
}
