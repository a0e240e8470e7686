import { randomBytes } from 'node:crypto';
import { randomId } from './ledger.ts';
import type { Assignment } from './model.ts';

/** A client that registered itself. */
export type Registration = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  readonly expiresAtMs: number;
};

/** A sign-in that was started and waits for somebody at the page. */
export type DeviceAuthorization = {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly clientId: string;
  expiresAtMs: number;
  status: 'pending' | 'approved' | 'denied' | 'used';
};

/** What tests and the demo turn about the sign-in. */
export type SsoControl = {
  /** The start URL that profiles name; any other is refused. */
  readonly startUrl: string;
  /** Seconds that a client has to wait between polls. */
  intervalSeconds: number;
  addAssignment(assignment: Assignment): void;
  /** Somebody presses Allow: for one user code, or for all that wait. */
  approve(userCode?: string): void;
  /** Somebody presses Deny for all that wait. */
  deny(): void;
  /** The time for all that wait runs out. */
  expire(): void;
  /** Answers the next polls with slow_down. */
  slowDown(times: number): void;
  /** How long access tokens last that are made from now on. */
  setTokenSeconds(seconds: number): void;
  /** Whether tokens come with a refresh token (which a client without scopes never gets). */
  setRefresh(isEnabled: boolean): void;
  /** All access and refresh tokens end now. */
  revokeTokens(): void;
  /** Answers everything of OIDC and the portal with a web page, as a captive portal would. */
  answerHtml(isOn: boolean): void;
};

/** Keeps all that IAM Identity Center knows: clients, sign-ins that wait, tokens and who may use which role. */
export class IdentityCenter implements SsoControl {
  readonly startUrl: string;
  intervalSeconds = 5;
  answersHtml = false;
  slowDowns = 0;
  readonly assignments: Assignment[] = [];
  readonly #nowMs: () => number;
  readonly #registrations = new Map<string, Registration>();
  readonly #devices = new Map<string, DeviceAuthorization>();
  readonly #accessTokens = new Map<string, number>();
  /** The client that each belongs to. */
  readonly #refreshTokens = new Map<string, string>();
  #tokenSeconds = 28_800;
  #givesRefresh = true;

  constructor(url: string, nowMs: () => number) {
    this.startUrl = `${url}/start`;
    this.#nowMs = nowMs;
  }

  addAssignment(assignment: Assignment): void {
    this.assignments.push(assignment);
  }

  approve(userCode?: string): void {
    this.#settle('approved', userCode);
  }

  deny(userCode?: string): void {
    this.#settle('denied', userCode);
  }

  expire(): void {
    for (const device of this.#devices.values()) device.expiresAtMs = 0;
  }

  slowDown(times: number): void {
    this.slowDowns = times;
  }

  setTokenSeconds(seconds: number): void {
    this.#tokenSeconds = seconds;
  }

  setRefresh(isEnabled: boolean): void {
    this.#givesRefresh = isEnabled;
  }

  revokeTokens(): void {
    this.#accessTokens.clear();
    this.#refreshTokens.clear();
  }

  answerHtml(isOn: boolean): void {
    this.answersHtml = isOn;
  }

  /** A new client, known for 90 days. */
  register(scopes: readonly string[]): Registration {
    const registration = {
      clientId: randomId(22),
      clientSecret: randomBytes(120).toString('base64url'),
      scopes,
      expiresAtMs: this.#nowMs() + 90 * 86_400_000,
    };
    this.#registrations.set(registration.clientId, registration);
    return registration;
  }

  /** The client of that id and secret, unless its time is over. */
  client(clientId: string, clientSecret: string): Registration | undefined {
    const known = this.#registrations.get(clientId);
    return known?.clientSecret === clientSecret && known.expiresAtMs > this.#nowMs() ? known : undefined;
  }

  /** Starts a sign-in that waits ten minutes. */
  authorize(clientId: string): DeviceAuthorization {
    const device: DeviceAuthorization = {
      deviceCode: randomBytes(48).toString('base64url'),
      userCode: `${randomId(4)}-${randomId(4)}`,
      clientId,
      expiresAtMs: this.#nowMs() + 600_000,
      status: 'pending',
    };
    this.#devices.set(device.deviceCode, device);
    return device;
  }

  device(deviceCode: string): DeviceAuthorization | undefined {
    return this.#devices.get(deviceCode);
  }

  /** The sign-in that shows this code and still waits. */
  waiting(userCode: string): DeviceAuthorization | undefined {
    return [...this.#devices.values()].find(
      (device) => device.userCode === userCode && this.#isWaiting(device),
    );
  }

  isOver(device: DeviceAuthorization): boolean {
    return device.expiresAtMs <= this.#nowMs();
  }

  /** New tokens for a client; the refresh token can be used once. */
  issueTokens(client: Registration) {
    const accessToken = `aoa${randomBytes(150).toString('base64url')}`;
    this.#accessTokens.set(accessToken, this.#nowMs() + this.#tokenSeconds * 1000);
    const token = { accessToken, tokenType: 'Bearer', expiresIn: this.#tokenSeconds };
    if (!this.#givesRefresh || client.scopes.length === 0) return token;
    const refreshToken = `aor${randomBytes(150).toString('base64url')}`;
    this.#refreshTokens.set(refreshToken, client.clientId);
    return { ...token, refreshToken };
  }

  /** Takes a client's refresh token out of use; false when there is none such. */
  redeem(refreshToken: string, clientId: string): boolean {
    if (this.#refreshTokens.get(refreshToken) !== clientId) return false;
    return this.#refreshTokens.delete(refreshToken);
  }

  isSignedIn(accessToken: string): boolean {
    return (this.#accessTokens.get(accessToken) ?? 0) > this.#nowMs();
  }

  signOut(accessToken: string): void {
    this.#accessTokens.delete(accessToken);
  }

  #settle(status: 'approved' | 'denied', userCode: string | undefined): void {
    for (const device of this.#devices.values()) {
      if (this.#isWaiting(device) && (userCode === undefined || device.userCode === userCode)) {
        device.status = status;
      }
    }
  }

  #isWaiting(device: DeviceAuthorization): boolean {
    return device.status === 'pending' && !this.isOver(device);
  }
}
