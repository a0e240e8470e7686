import { parseArgs } from 'node:util';
import { fillBucket } from '../support/s3server/fillBucket.ts';

// Fills a folder in a process of its own, so that the one that measures stays as small as it is.
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    bucket: { type: 'string', default: '' },
    prefix: { type: 'string', default: '' },
    count: { type: 'string', default: '0' },
  },
});
const { dir, bucket, prefix, count } = values;

function* keys(): Generator<string> {
  for (let number = 0; number < Number(count); number += 1)
    yield `${prefix}file-${String(number).padStart(5, '0')}.txt`;
}

fillBucket(dir, bucket, keys(), 1024);
