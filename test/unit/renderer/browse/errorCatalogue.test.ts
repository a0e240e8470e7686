import '../catalogue.ts';
import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import { errorHint, errorTitle } from '../../../../renderer/ui/errorText.ts';
import { errorActions, errorCodes } from '../../../../shared/domain/appError.ts';

describe('the error catalogue', () => {
  test.each(errorCodes)('says in two plain sentences what %s means, with and without values', (code) => {
    const bare = { code, message: 'technical', retryable: false };
    const full = {
      ...bare,
      params: {
        name: 'menu.pdf',
        bucket: 'photos',
        minutes: 20,
        region: 'eu-west-1',
        neededBytes: 3e9,
        freeBytes: 1e9,
      },
    };
    for (const text of [errorTitle(bare), errorHint(bare), errorTitle(full), errorHint(full)]) {
      expect(text).toMatch(/^[^{}!]{8,}[.]$/);
    }
  });

  test.each(errorActions)('names the button for %s', (action) => {
    expect(i18next.exists(`errors:actions.${action}`)).toBe(true);
  });
});
