import { startI18n } from '../../../renderer/i18n.ts';

// Words and dates are tested in one language and time zone, whatever the machine has.
process.env.TZ = 'UTC';
Object.defineProperty(navigator, 'languages', { value: ['en-US'], configurable: true });

startI18n();
