/** One measured number, beside what a peer needed for the same work in the same run. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: 's' | 'MB' | 'ms' | 'MB/s';
  readonly peers: readonly { readonly name: string; readonly value: number }[];
};

/** The middle value of at least one measurement; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error('A median needs at least one value');
  return (lower + upper) / 2;
}

/** A figure that no peer has. */
export function alone(name: string, value: number, unit: Figure['unit']): Figure {
  return { name, value, unit, peers: [] };
}

/** Measurements of the same work by several clients, of which one is Satchel. */
export class Samples {
  readonly #values = new Map<string, number[]>();

  add(client: string, value: number): void {
    this.#values.set(client, [...(this.#values.get(client) ?? []), value]);
  }

  /** A client's median; throws when it was not measured. */
  median(client: string): number {
    return median(this.#values.get(client) ?? []);
  }

  /** Satchel's median beside those of the others. */
  figure(name: string, unit: Figure['unit']): Figure {
    const others = [...this.#values.keys()].filter((client) => client !== 'Satchel');
    const peers = others.map((client) => ({ name: client, value: this.median(client) }));
    return { name, value: this.median('Satchel'), unit, peers };
  }
}

/** One line for people: the figure, then each peer's with the ratio Satchel / peer. */
export function describeFigure({ name, value, unit, peers }: Figure): string {
  const beside = peers.map(
    (peer) => `${peer.name} ${round(peer.value)} ${unit} (ratio ${round(value / peer.value)})`,
  );
  return [`${name}: ${round(value)} ${unit}`, ...beside].join(', ');
}

type JsonRow = {
  readonly name: string;
  readonly value: number;
  readonly unit: Figure['unit'];
  readonly peer: string | null;
  readonly peerValue: number | null;
  readonly ratio: number | null;
};

/** Flat rows for `--json`: a figure without peers is one row, with peers one row for each. */
export function toJsonRows(figures: readonly Figure[]): readonly JsonRow[] {
  return figures.flatMap<JsonRow>(({ name, value, unit, peers }) =>
    peers.length === 0
      ? [{ name, value, unit, peer: null, peerValue: null, ratio: null }]
      : peers.map((peer) => ({
          name,
          value,
          unit,
          peer: peer.name,
          peerValue: peer.value,
          ratio: value / peer.value,
        })),
  );
}

function round(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3, useGrouping: false });
}
