import { expect, test } from 'vitest';
import { matchingRegions } from '../../../../renderer/features/accountForm/regionChoices.ts';

const frankfurt = { id: 'eu-central-1', place: 'Frankfurt' };
const london = { id: 'eu-west-2', place: 'London' };
const regions = [frankfurt, london];

test.each([
  ['', regions],
  ['eu', regions],
  ['west', [london]],
  ['FRANK', [frankfurt]],
  ['eu lon', [london]],
  ['eu-central-1', regions],
  ['mars', []],
])('typing %j offers the regions that fit', (typed, offered) => {
  expect(matchingRegions(regions, typed)).toEqual(offered);
});
