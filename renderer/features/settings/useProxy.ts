import { useState } from 'react';
import type { AppError } from '../../../shared/domain/appError.ts';
import type { ProxyInput, ProxySettings } from '../../../shared/domain/settings.ts';
import { request, toAppError } from '../../ipc/client.ts';
import { announce } from '../../ui/announce.ts';
import { type ProxyFields, type ProxyProblem, proxyProblemOf, readProxyAddress } from './proxyAddress.ts';

/** The proxy as it is set, and what is typed to change it. */
export type ProxyControl = {
  readonly mode: ProxySettings['mode'];
  readonly fields: ProxyFields;
  readonly hasPassword: boolean;
  /** True while the address is still that of the password that is kept: another one does not get it. */
  readonly keepsPassword: boolean;
  /** True while Satchel uses just what the fields say. */
  readonly isInUse: boolean;
  readonly problem: ProxyProblem | undefined;
  readonly error: AppError | undefined;
  readonly isSaving: boolean;
  readonly chooseMode: (mode: ProxySettings['mode']) => void;
  readonly change: (part: Partial<ProxyFields>) => void;
  /** Sends the fields; answers the mistake for which it did not. */
  readonly save: () => ProxyProblem | undefined;
  readonly forgetPassword: () => void;
};

/** Sets the proxy: a mode at once, a proxy of one's own when its fields are sent. `announcements` are said when it is. */
export function useProxy(
  proxy: ProxySettings,
  announcements: { readonly saved: string; readonly forgotten: string },
): ProxyControl {
  const manual = proxy.mode === 'manual' ? proxy : undefined;
  const [mode, setMode] = useState(proxy.mode);
  const [fields, setFields] = useState(() => fieldsOf(proxy));
  const [isChecked, setIsChecked] = useState(false);
  const [refused, setRefused] = useState<ProxyProblem>();
  const [isSaving, setIsSaving] = useState(false);
  const [error, setError] = useState<AppError>();
  const address = readProxyAddress(fields.url);
  const problem = proxyProblemOf(fields);
  const user = fields.user.trim();
  const isSameAddress = address.kind === 'address' && address.url === manual?.url;

  const send = async (input: ProxyInput, said?: string) => {
    setIsSaving(true);
    setError(undefined);
    try {
      const settings = await request('settings.setProxy', input);
      if (settings.proxy.mode === 'manual') setFields(fieldsOf(settings.proxy));
      if (said !== undefined) announce(said);
    } catch (thrown) {
      const appError = toAppError(thrown);
      if (appError.code === 'account.endpointInvalid') setRefused('invalid');
      else setError(appError);
    } finally {
      setIsSaving(false);
    }
  };
  const chooseMode = (chosen: ProxySettings['mode']) => {
    setMode(chosen);
    setIsChecked(false);
    setRefused(undefined);
    setError(undefined);
    if (chosen !== 'manual') void send({ mode: chosen });
  };
  const save = () => {
    setIsChecked(true);
    if (problem !== undefined || address.kind === 'problem' || isSaving) return problem;
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
    return undefined;
  };
  const forgetPassword = () => {
    if (manual === undefined || isSaving) return;
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
    keepsPassword: manual?.hasPassword === true && isSameAddress,
    isInUse:
      manual !== undefined &&
      isSameAddress &&
      user === (manual.user ?? '') &&
      fields.password === '' &&
      error === undefined,
    problem: refused ?? (isChecked ? problem : undefined),
    error,
    isSaving,
    chooseMode,
    change: (part) => {
      setFields((now) => ({ ...now, ...part }));
      setRefused(undefined);
      setError(undefined);
    },
    save,
    forgetPassword,
  };
}

function fieldsOf(proxy: ProxySettings): ProxyFields {
  const { url, user = '' } = proxy.mode === 'manual' ? proxy : { url: '' };
  return { url, user, password: '' };
}
