import type { Clock, Log, SystemProxy } from '../ports.ts';
import { parsePacAnswer } from './pacAnswer.ts';
import { addressOf, bareHost, type Hop, type ProxyHop } from './proxyHop.ts';
import { hopOfUrl } from './proxyUrl.ts';
import { canReach } from './reach.ts';

/** Which proxy to take: the system's, none, or one that the user typed. */
export type ProxyRule =
  | { readonly mode: 'system' }
  | { readonly mode: 'none' }
  | {
      readonly mode: 'manual';
      readonly url: string;
      readonly user?: string;
      readonly password?: string;
    };

/** What finding the way to a server takes. */
export type ProxyRouting = {
  readonly systemProxy: SystemProxy;
  /** The rule as it is now. */
  readonly proxy: () => ProxyRule;
  readonly clock?: Pick<Clock, 'nowMs'>;
  readonly log: Log;
};

/** The ways to servers. */
export type ProxyRoutes = {
  /** The way for an origin (scheme, host and port): at once where it is known, or when it is found. */
  find(origin: string): Hop | Promise<Hop>;
  /** Takes a proxy that did not answer out for a while; tells whether there is another way for the origin. */
  avoid(hop: ProxyHop, origin: string): boolean;
  /** The rule or the system's settings have changed. */
  forget(): void;
};

/** An answer of the system's settings is asked for again after this. */
const answerLivesMs = 30_000;
const goodLivesMs = 10_000;
const badLivesMs = 60_000;
/** Every bucket may have a host of its own. */
const maxAnswers = 1000;

type Answer = { readonly hops: readonly Hop[]; readonly untilMs: number };

/** Finds ways; loopback addresses never go through a typed proxy that is on another computer. */
export function createProxyRoutes({ systemProxy, proxy, clock, log }: ProxyRouting): ProxyRoutes {
  const answers = new Map<string, Answer>();
  let asking = new Map<string, Promise<Answer>>();
  /** By address: whether a proxy of a list answered when it was last tried. */
  const tried = new Map<string, { readonly isGood: boolean; readonly untilMs: number }>();
  const trying = new Map<string, Promise<boolean>>();
  const nowMs = () => (clock ? clock.nowMs() : Date.now());

  async function askSystem(origin: string): Promise<readonly Hop[]> {
    try {
      return parsePacAnswer(await systemProxy.resolve(`${origin}/`));
    } catch (error) {
      log.error('The system does not tell its proxy; going without.', error);
      return ['direct'];
    }
  }

  function answerOf(hops: readonly Hop[]): Answer {
    return { hops, untilMs: nowMs() + answerLivesMs };
  }

  function keep(origin: string, answer: Answer): Answer {
    if (answers.size >= maxAnswers) answers.clear();
    answers.set(origin, answer);
    return answer;
  }

  function ask(origin: string): Answer | Promise<Answer> {
    const rule = proxy();
    if (rule.mode !== 'system') return keep(origin, answerOf([hopOfRule(rule, origin)]));
    const running = asking.get(origin);
    if (running) return running;
    const mine = asking;
    const answer = askSystem(origin).then((hops) => {
      mine.delete(origin);
      // An answer to a question of before `forget` is for those who asked it only.
      return mine === asking ? keep(origin, answerOf(hops)) : answerOf(hops);
    });
    mine.set(origin, answer);
    return answer;
  }

  function stateOf(hop: ProxyHop): 'good' | 'bad' | 'unknown' {
    const last = tried.get(keyOf(hop));
    if (last === undefined || last.untilMs <= nowMs()) return 'unknown';
    return last.isGood ? 'good' : 'bad';
  }

  function note(hop: ProxyHop, isGood: boolean): void {
    tried.set(keyOf(hop), { isGood, untilMs: nowMs() + (isGood ? goodLivesMs : badLivesMs) });
  }

  /** Many requests begin at the same time; one of them looks whether the proxy is there. */
  function tryOut(hop: ProxyHop): Promise<boolean> {
    const running = trying.get(keyOf(hop));
    if (running) return running;
    const reached = canReach(hop).then((isReached) => {
      trying.delete(keyOf(hop));
      note(hop, isReached);
      return isReached;
    });
    trying.set(keyOf(hop), reached);
    return reached;
  }

  function choose(hops: readonly Hop[]): Hop | Promise<Hop> {
    const [first = 'direct'] = hops;
    if (hops.length <= 1) return first;
    const next = hops.find((hop) => hop === 'direct' || stateOf(hop) !== 'bad');
    // All are said to be bad: whoever is first may be back.
    if (next === undefined) return first;
    if (next === 'direct' || stateOf(next) === 'good') return next;
    return tryOut(next).then((isReached) => (isReached ? next : choose(hops)));
  }

  return {
    find(origin) {
      const known = answers.get(origin);
      if (known !== undefined && known.untilMs > nowMs()) return choose(known.hops);
      const answer = ask(origin);
      return answer instanceof Promise ? answer.then(({ hops }) => choose(hops)) : choose(answer.hops);
    },
    avoid(hop, origin) {
      note(hop, false);
      const hops = answers.get(origin)?.hops ?? [];
      return hops.some((other) => other === 'direct' || stateOf(other) !== 'bad');
    },
    forget() {
      answers.clear();
      asking = new Map();
      tried.clear();
    },
  };
}

function hopOfRule(rule: Exclude<ProxyRule, { mode: 'system' }>, origin: string): Hop {
  if (rule.mode === 'none') return 'direct';
  const hop = hopOfUrl(rule.url);
  // Another computer cannot reach this one's loopback.
  if (isLoopback(new URL(origin).hostname) && !isLoopback(hop.host)) return 'direct';
  const { user, password } = rule;
  return { ...hop, ...(user && { user, ...(password !== undefined && { password }) }) };
}

/** True for a host's name or address (IPv6 also in brackets) that is this computer itself. */
export function isLoopback(host: string): boolean {
  const bare = bareHost(host);
  return bare === '::1' || /^127\.\d+\.\d+\.\d+$/.test(bare) || /(^|\.)localhost$/.test(bare);
}

function keyOf(hop: ProxyHop): string {
  return `${hop.kind} ${addressOf(hop)}`;
}
