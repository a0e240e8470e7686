import { Transform } from 'node:stream';

/** Changes one bit of the byte at an offset; every length stays. */
export function flipByteAt(offset: number): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const index = offset - passed;
      passed += chunk.length;
      if (index < 0 || index >= chunk.length) return done(null, chunk);
      const changed = Buffer.from(chunk);
      changed.writeUInt8(changed.readUInt8(index) ^ 0x10, index);
      done(null, changed);
    },
  });
}

/** Lets the first bytes pass and drops the others. */
export function keepFirst(byteCount: number): Transform {
  let left = byteCount;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const kept = chunk.subarray(0, left);
      left -= kept.length;
      done(null, kept.length > 0 ? kept : undefined);
    },
  });
}

/** Lets the first bytes pass, then calls back once and takes no more. */
export function stopAfter(byteCount: number, onReached: () => void): Transform {
  let left = byteCount;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (chunk.length < left) {
        left -= chunk.length;
        return done(null, chunk);
      }
      this.push(chunk.subarray(0, left));
      // What was pushed leaves before what the callback does takes effect.
      setImmediate(onReached);
    },
  });
}

/** Gives the first bytes one at a time, and the others as they come. */
export function trickleFirst(byteCount: number): Transform {
  let left = byteCount;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const slowBytes = Math.min(left, chunk.length);
      left -= slowBytes;
      let index = 0;
      const next = (): void => {
        if (index >= slowBytes) {
          done(null, chunk.subarray(slowBytes));
          return;
        }
        this.push(chunk.subarray(index, index + 1));
        index += 1;
        setImmediate(next);
      };
      next();
    },
  });
}
