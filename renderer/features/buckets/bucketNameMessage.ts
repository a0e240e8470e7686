import { type BucketNameProblem, bucketNameProblem } from '../../../shared/domain/bucket.ts';

/** Problems that more typing mends, so that they are told only once the name is submitted. */
const unfinished: ReadonlySet<BucketNameProblem> = new Set(['tooShort', 'edges']);

/** The problem to tell of a bucket name while it is typed (`isFinal` false) or when it is submitted. */
export function problemToTell(name: string, isFinal: boolean): BucketNameProblem | undefined {
  const problem = bucketNameProblem(name);
  if (problem === undefined || isFinal) return problem;
  // A hyphen or a period at the start stays wrong however the name goes on.
  if (problem === 'edges' && /^[.-]/.test(name)) return problem;
  return unfinished.has(problem) ? undefined : problem;
}
