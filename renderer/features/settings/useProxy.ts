import { useState } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { ProxyInput, ProxySettings } from '../../../shared/domain/settings.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { announce } from '../../ui/announce.ts';
import { type ProxyProblem, readProxyAddress } from './proxyAddress.ts';

/** What is typed for a proxy of one's own. */
export type ProxyFields = { readonly url: string; readonly user: string; readonly password: string };

/** The proxy as it is set, and what is typed to change it. */
export type ProxyControl = {
  readonly mode: ProxySettings['mode'];
  readonly fields: ProxyFields;
  readonly hasPassword: boolean;
  /** True while Satchel uses just what the fields say. */
  readonly isInUse: boolean;
  readonly problem: ProxyProblem | undefined;
  readonly error: AppError | undefined;
  readonly isSaving: boolean;
  readonly chooseMode: (mode: ProxySettings['mode']) => void;
  readonly change: (part: Partial<ProxyFields>) => void;
  readonly save: () => void;
  readonly forgetPassword: () => void;
};

/** Sets the proxy: a mode at once, a proxy of one's own when its fields are sent. `announcements` are said when it is. */
export function useProxy(
  proxy: ProxySettings,
  announcements: { readonly saved: string; readonly forgotten: string },
): ProxyControl {
  const manual = proxy.mode === 'manual' ? proxy : undefined;
  const [mode, setMode] = useState(proxy.mode);
  const [fields, setFields] = useState<ProxyFields>({
    url: manual?.url ?? '',
    user: manual?.user ?? '',
    password: '',
  });
  const [isChecked, setIsChecked] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [error, setError] = useState<AppError>();
  const address = readProxyAddress(fields.url);
  const user = fields.user.trim();

  const send = async (input: ProxyInput, said?: string) => {
    if (isSaving) return;
    setIsSaving(true);
    setError(undefined);
    try {
      await request('settings.setProxy', input);
      setFields((now) => ({ ...now, password: '' }));
      if (said !== undefined) announce(said);
    } catch (thrown) {
      setError(toAppError(thrown));
    } finally {
      setIsSaving(false);
    }
  };
  const chooseMode = (chosen: ProxySettings['mode']) => {
    setMode(chosen);
    setIsChecked(false);
    setError(undefined);
    if (chosen !== 'manual') void send({ mode: chosen });
  };
  const save = () => {
    setIsChecked(true);
    if (address.kind === 'problem') return;
    const { password } = fields;
    void send(
      {
        mode: 'manual',
        url: address.url,
        ...(user !== '' && { user }),
        ...(password !== '' && { password }),
      },
      announcements.saved,
    );
  };
  const forgetPassword = () => {
    if (manual === undefined) return;
    const { url, user: keptUser } = manual;
    void send(
      { mode: 'manual', url, ...(keptUser !== undefined && { user: keptUser }), password: '' },
      announcements.forgotten,
    );
  };
  return {
    mode,
    fields,
    hasPassword: manual?.hasPassword === true,
    isInUse:
      manual !== undefined &&
      address.kind === 'address' &&
      address.url === manual.url &&
      user === (manual.user ?? '') &&
      fields.password === '',
    problem: isChecked && address.kind === 'problem' ? address.problem : undefined,
    error,
    isSaving,
    chooseMode,
    change: (part) => {
      setFields((now) => ({ ...now, ...part }));
      setError(undefined);
    },
    save,
    forgetPassword,
  };
}
