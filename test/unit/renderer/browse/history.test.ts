import { describe, expect, test } from 'vitest';
import {
  currentPlace,
  emptyHistory,
  type History,
  type HistoryAction,
  reduceHistory,
} from '../../../../renderer/features/browse/history.ts';
import { folderPlace, home, placeKey } from '../../../../renderer/features/browse/place.ts';

const having = (...actions: readonly HistoryAction[]): History => actions.reduce(reduceHistory, emptyHistory);
const go = (bucket: string, prefix = ''): HistoryAction => ({
  kind: 'go',
  place: folderPlace(bucket, prefix),
});
const back: HistoryAction = { kind: 'back' };
const forward: HistoryAction = { kind: 'forward' };
const keys = (history: History) => history.places.map(placeKey);

describe('history', () => {
  test('starts at the list of buckets, with nothing before or after it', () => {
    expect([currentPlace(emptyHistory), having(back), having(forward)]).toEqual([
      home,
      emptyHistory,
      emptyHistory,
    ]);
  });

  test('goes back and forward over the places it was at', () => {
    const history = having(go('a'), go('a', 'b/'), back, back, forward);
    expect([keys(history), history.index]).toEqual([['', 'a/', 'a/b/'], 1]);
  });

  test('forgets what was forward when it goes somewhere else', () => {
    expect(keys(having(go('a'), go('a', 'b/'), back, go('c')))).toEqual(['', 'a/', 'c/']);
  });

  test('takes no step for the place where it stands', () => {
    const history = having(go('a'));
    expect(reduceHistory(history, go('a'))).toBe(history);
  });

  test('tells folders apart that only a slash tells apart', () => {
    expect(keys(having(go('a', 'b/'), go('a', 'b//')))).toEqual(['', 'a/b/', 'a/b//']);
  });

  test('keeps the newest 200 places', () => {
    const history = having(...Array.from({ length: 300 }, (_, index) => go('a', `${index}/`)));
    expect([history.places.length, history.index, placeKey(currentPlace(history))]).toEqual([
      200,
      199,
      'a/299/',
    ]);
  });

  test('drops every place of a bucket that is gone and stands at the one before', () => {
    const history = having(go('a'), go('b'), go('b', 'x/'), go('a'), go('c'), back, {
      kind: 'dropBucket',
      bucket: 'b',
    });
    expect([keys(history), history.index]).toEqual([['', 'a/', 'c/'], 1]);
  });

  test('falls back to the list of buckets when nothing else is left', () => {
    const history = having(go('a'), { kind: 'dropBucket', bucket: 'a' });
    expect(currentPlace(history)).toEqual(home);
  });
});
