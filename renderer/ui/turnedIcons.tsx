import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  ArrowLeftRegular,
  ArrowRightRegular,
  ChevronRightRegular,
  type FluentIcon,
  type FluentIconsProps,
  PanelRightFilled,
  PanelRightRegular,
} from '@fluentui/react-icons';

const useStyles = makeStyles({ icon: { ':dir(rtl)': { transform: 'scaleX(-1)' } } });

/** An icon that points along the line of reading: turned where that runs from right to left. */
function turned(Icon: FluentIcon): FluentIcon {
  return function TurnedIcon({ className, ...props }: FluentIconsProps) {
    const styles = useStyles();
    return <Icon {...props} className={mergeClasses(styles.icon, className)} />;
  };
}

/** Back to where one was. */
export const BackIcon = turned(ArrowLeftRegular);
/** On to where one was before going back. */
export const ForwardIcon = turned(ArrowRightRegular);
/** There is more, folded away. */
export const FoldedIcon = turned(ChevronRightRegular);
/** The pane at the end of the window. */
export const PaneIcon = turned(PanelRightRegular);
/** The pane at the end of the window, while it is there. */
export const PaneFilledIcon = turned(PanelRightFilled);
