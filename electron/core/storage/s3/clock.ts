import type { S3Client } from '@aws-sdk/client-s3';

/** How far this computer's clock is from the server's, in whole minutes. */
export type ClockSkew = { readonly minutes: number; readonly direction: 'behind' | 'ahead' };

/** A clock that is off by less needs no word to the user: S3 refuses requests from 15 minutes on. */
const tellFromMs = 5 * 60_000;
/** Source: getUpdatedSystemClockOffset of @aws-sdk/core 3.974. */
const maxAnswerMs = 15 * 60_000;

/** The one idea of the server's time that all clients of a connection share. */
export type ServerClock = {
  skew(): ClockSkew | undefined;
  /** The server's time, as far as an answer told it; this computer's before. */
  nowMs(): number;
  /** Calls back when the skew appears, changes by a minute or goes; returns the function that stops it. */
  onChanged(listener: (skew: ClockSkew | undefined) => void): () => void;
  /** Makes a client read and write its correction here instead of keeping one of its own. */
  share(client: S3Client): void;
  /** Takes the time from the headers of an answer to a request that the SDK did not send, as the SDK would. */
  hear(headers: Readonly<Record<string, string | undefined>>, sentAtMs: number): void;
};

/** Makes a clock that starts as this computer's own. */
export function createServerClock(): ServerClock {
  const listeners = new Set<(skew: ClockSkew | undefined) => void>();
  let offsetMs = 0;
  let told: ClockSkew | undefined;

  function setOffset(valueMs: number): void {
    offsetMs = valueMs;
    const skew = skewOf(valueMs);
    if (skew?.minutes === told?.minutes && skew?.direction === told?.direction) return;
    told = skew;
    for (const listener of listeners) listener(skew);
  }

  return {
    skew: () => told,
    nowMs: () => Date.now() + offsetMs,
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    share(client) {
      // The SDK samples the Date header of every answer into this field and signs with it. A client of its own
      // would learn the skew only by a refusal, which data clients (one attempt) would pass on.
      Object.defineProperty(client.config, 'systemClockOffset', {
        get: () => offsetMs,
        set: setOffset,
        enumerable: true,
        configurable: true,
      });
    },
    hear({ date = '', age }, sentAtMs) {
      const receivedAtMs = Date.now();
      const serverMs = Date.parse(date);
      // A cache's answer tells an old time, and so does one that took very long to come.
      const isFresh = age === undefined && receivedAtMs - sentAtMs <= maxAnswerMs;
      if (isFresh && !Number.isNaN(serverMs)) setOffset(serverMs - receivedAtMs);
    },
  };
}

function skewOf(offsetMs: number): ClockSkew | undefined {
  if (Math.abs(offsetMs) < tellFromMs) return undefined;
  return { minutes: Math.round(Math.abs(offsetMs) / 60_000), direction: offsetMs > 0 ? 'behind' : 'ahead' };
}
