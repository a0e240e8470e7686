import i18next from 'i18next';
import type { ConfigProblem } from '../../../shared/domain/account.ts';
import { formatCount } from '../../ui/format.ts';

/** What is wrong in one of the AWS files, in one sentence that names the file and the line. */
export function problemText({ path, line, reason }: ConfigProblem): string {
  if (line === undefined) return i18next.t(`problem.whole.${reason}`, { ns: 'accounts', path });
  return i18next.t(`problem.line.${reason}`, { ns: 'accounts', path, line: formatCount(line) });
}
