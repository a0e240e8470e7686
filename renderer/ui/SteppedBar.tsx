import { makeStyles, ProgressBar, type ProgressBarProps } from '@fluentui/react-components';

const useStyles = makeStyles({
  // Between two steps, the transition would lay the page out at each frame for as long as anything moves.
  bar: { transitionProperty: 'none' },
});

/** A progress bar for what is told a few times a second: it steps, and costs nothing in between. */
export function SteppedBar(props: ProgressBarProps) {
  return <ProgressBar {...props} bar={{ className: useStyles().bar }} />;
}
