import jpeg from 'jpeg-js';
import { seededRandom } from './random.ts';

type Colour = readonly [red: number, green: number, blue: number];

const skies: readonly (readonly [top: Colour, horizon: Colour, hills: Colour])[] = [
  [
    [52, 92, 150],
    [250, 190, 140],
    [38, 52, 74],
  ],
  [
    [110, 170, 215],
    [225, 238, 240],
    [40, 96, 84],
  ],
  [
    [40, 30, 70],
    [235, 110, 90],
    [28, 22, 44],
  ],
  [
    [140, 190, 220],
    [250, 235, 200],
    [96, 110, 60],
  ],
];

const mix = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** Paints a landscape (sky, sun, rows of hills) that depends on the seed only; the bytes of a JPEG file. */
export function paintLandscape(seed: number, width: number, height: number): Uint8Array {
  const random = seededRandom(seed);
  const [top, horizon, hills] = skies[seed % skies.length] ?? [
    [0, 0, 0],
    [255, 255, 255],
    [0, 0, 0],
  ];
  const sun = { x: (0.2 + 0.6 * random()) * width, y: (0.2 + 0.25 * random()) * height, radius: height / 14 };
  const ridges = Array.from({ length: 4 }, (_, row) => ({
    base: height * (0.5 + row * 0.13),
    waves: Array.from({ length: 3 }, (_, octave) => ({
      length: width / (1.2 + octave * 2.3 + random()),
      tall: (height * 0.09) / (octave + 1),
      phase: random() * Math.PI * 2,
    })),
    colour: mix(horizon, hills, 0.35 + row * 0.21),
  }));

  const data = Buffer.alloc(width * height * 4, 255);
  for (let x = 0; x < width; x += 1) {
    const tops = ridges.map(({ base, waves }) =>
      waves.reduce((y, wave) => y + wave.tall * Math.sin((x / wave.length) * Math.PI * 2 + wave.phase), base),
    );
    for (let y = 0; y < height; y += 1) {
      const ridge = tops.findLastIndex((ridgeTop) => y >= ridgeTop);
      const inSun = Math.hypot(x - sun.x, y - sun.y) < sun.radius;
      const sky = inSun ? ([255, 244, 214] as const) : mix(top, horizon, Math.min(1, y / (height * 0.6)));
      const colour = ridges[ridge]?.colour ?? sky;
      const grain = (random() - 0.5) * 6;
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        data[at + channel] = Math.max(0, Math.min(255, (colour[channel] ?? 0) + grain));
      }
    }
  }
  return jpeg.encode({ data, width, height }, 82).data;
}
