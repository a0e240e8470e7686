/** One measured number, beside what a peer needed for the same work in the same run. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: 's' | 'MB' | 'ms' | 'MB/s' | 'frames';
  /** `goal` is the most that Satchel's value divided by the peer's should be. */
  readonly peers: readonly { readonly name: string; readonly value: number; readonly goal?: number }[];
  /** The most that the value itself should be. */
  readonly goal?: number;
};

/** Goals by the name of the peer. */
export type Goals = Readonly<Record<string, number>>;

/** The middle value of at least one measurement; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error('A median needs at least one value');
  return (lower + upper) / 2;
}

/** A figure that no peer has. */
export function alone(name: string, value: number, unit: Figure['unit'], goal?: number): Figure {
  return { name, value, unit, peers: [], ...(goal !== undefined && { goal }) };
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
  figure(name: string, unit: Figure['unit'], goals: Goals = {}): Figure {
    const others = [...this.#values.keys()].filter((client) => client !== 'Satchel');
    const peers = others.map((client) => {
      const goal = goals[client];
      return { name: client, value: this.median(client), ...(goal !== undefined && { goal }) };
    });
    return { name, value: this.median('Satchel'), unit, peers };
  }
}

/** One line for people: the figure, then each peer's with the ratio Satchel / peer. */
export function describeFigure({ name, value, unit, peers, goal }: Figure): string {
  const beside = peers.map(
    (peer) =>
      `${peer.name} ${round(peer.value)} ${unit} (ratio ${round(value / peer.value)}${wanted(value / peer.value, peer.goal)})`,
  );
  return [`${name}: ${round(value)} ${unit}${wanted(value, goal)}`, ...beside].join(', ');
}

/** All figures that have peers as one table: Satchel's value, then each peer's with its ratio and the goal. */
export function ratioTable(figures: readonly Figure[]): string {
  const compared = figures.filter(({ peers }) => peers.length > 0);
  const names = [...new Set(compared.flatMap(({ peers }) => peers.map(({ name }) => name)))];
  const rows = compared.map(({ name, value, unit, peers }) => [
    name,
    `${round(value)} ${unit}`,
    ...names.map((peerName) => {
      const peer = peers.find((candidate) => candidate.name === peerName);
      if (!peer) return '-';
      const ratio = value / peer.value;
      return `${round(peer.value)} ${unit}: ${round(ratio)}${wanted(ratio, peer.goal)}`;
    }),
  ]);
  const table = [['', 'Satchel', ...names.map((name) => `${name}: ratio`)], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function wanted(value: number, goal: number | undefined): string {
  if (goal === undefined) return '';
  return value <= goal ? `, goal ${goal} reached` : `, goal ${goal} MISSED`;
}

type JsonRow = {
  readonly name: string;
  readonly value: number;
  readonly unit: Figure['unit'];
  readonly peer: string | null;
  readonly peerValue: number | null;
  readonly ratio: number | null;
  readonly goal: number | null;
};

/** Flat rows for `--json`: a figure without peers is one row, with peers one row for each. */
export function toJsonRows(figures: readonly Figure[]): readonly JsonRow[] {
  return figures.flatMap<JsonRow>(({ name, value, unit, peers, goal }) =>
    peers.length === 0
      ? [{ name, value, unit, peer: null, peerValue: null, ratio: null, goal: goal ?? null }]
      : peers.map((peer) => ({
          name,
          value,
          unit,
          peer: peer.name,
          peerValue: peer.value,
          ratio: value / peer.value,
          goal: peer.goal ?? null,
        })),
  );
}

function round(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3, useGrouping: false });
}
