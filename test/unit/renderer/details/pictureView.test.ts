import { expect, test } from 'vitest';
import { fitted, maxScale, moved, zoomed } from '../../../../renderer/features/details/pictureView.ts';

const box = { width: 200, height: 100 };

test('what is under the pointer stays there', () => {
  const point = { x: 40, y: -20 };
  const view = zoomed(fitted, 2, box, point);
  expect(view).toEqual({ scale: 2, x: -40, y: 20 });
  expect((point.x - view.x) / view.scale).toBe(40);
});

test('a picture is never smaller than fitted, and never larger than can be drawn', () => {
  expect(zoomed(fitted, 0.5, box)).toEqual(fitted);
  expect(zoomed(fitted, 1000, box).scale).toBe(maxScale);
});

test('a picture is never moved out of its box', () => {
  expect(moved({ scale: 2, x: 0, y: 0 }, 1000, -1000, box)).toEqual({ scale: 2, x: 100, y: -50 });
  expect(moved(fitted, 10, 10, box)).toEqual(fitted);
  expect(zoomed({ scale: 4, x: 300, y: 0 }, 0.5, box)).toEqual({ scale: 2, x: 100, y: 0 });
});
