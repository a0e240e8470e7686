/** Menus and dialogs: what opens them gets the focus back when they go. */
const popup = '[role="menu"], [aria-modal="true"]';
/** Parts of the window that keep the focus when the element that had it goes. */
const region = '[aria-modal="true"], [data-keeps-focus], main';
/** Where in a region the focus goes: what the region names, the list, else its first button. */
const landings = ['[data-focus-landing]', '[role="grid"]', 'button:not([disabled])'];

function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function tryFocus(element: HTMLElement | null | undefined): boolean {
  if (!element?.isConnected || !element.checkVisibility()) return false;
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}

function enter(area: Element | null | undefined): boolean {
  if (!area?.isConnected) return false;
  if (landings.some((selector) => tryFocus(area.querySelector<HTMLElement>(selector)))) return true;
  return area instanceof HTMLElement && tryFocus(area);
}

/** Puts the focus on the list, or on what the window shows instead of it. */
export function focusContent(): void {
  enter(document.querySelector('main'));
}

/** True while the focus is nowhere, or waits in the content for what is being loaded. */
export function isFocusFree(): boolean {
  return isFocusLost() || document.activeElement === document.querySelector('main');
}

/**
 * Keeps the focus from being lost with the element that had it (WCAG 2.2, 2.4.3): it stays in the part of the window it
 * was in, else goes back to what opened the menu or dialog, else to the list. Returns the function that stops it.
 */
export function startFocusKeeper(): () => void {
  let last: { readonly element: Element; readonly area: Element | null } | undefined;
  let opener: HTMLElement | undefined;

  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target.hasAttribute('data-tabster-dummy')) return;
    last = { element: target, area: target.closest(region) };
    if (target.closest(popup) === null) opener = target;
  };
  const onChange = () => {
    // The content itself has the focus only while it has nothing else to give it to.
    if (!isFocusLost() && isFocusFree()) return focusContent();
    if (last === undefined || !isFocusLost() || last.element.isConnected) return;
    const modal = [...document.querySelectorAll('[aria-modal="true"]')].at(-1);
    if (modal !== undefined) return void enter(modal);
    if (enter(last.area)) return;
    if (last.element !== opener && tryFocus(opener)) return;
    focusContent();
  };

  document.addEventListener('focusin', onFocusIn);
  const observer = new MutationObserver(onChange);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', onFocusIn);
    observer.disconnect();
  };
}
