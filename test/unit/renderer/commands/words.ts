import '../catalogue.ts';
import i18next from 'i18next';
import activity from '../../../../renderer/messages/en/activity.json';
import commands from '../../../../renderer/messages/en/commands.json';
import palette from '../../../../renderer/messages/en/palette.json';
import relocating from '../../../../renderer/messages/en/relocating.json';

// These namespaces may not be part of the catalogue's start.
for (const [namespace, words] of Object.entries({ activity, commands, palette, relocating })) {
  i18next.addResourceBundle('en', namespace, words, true, true);
}
