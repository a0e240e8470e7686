const field = 'input:not([type="checkbox"], [type="radio"], [type="button"], [type="range"]), textarea';

/** True for an element in which one types, which keeps its own keys for copying, pasting and undoing. */
export function isTextField(element: EventTarget | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  return element.isContentEditable || element.matches(field);
}

/** True while a text is marked, so that copying means that text. */
export function isTextMarked(): boolean {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && selection.toString() !== '';
}

/** True while a dialog waits for an answer; the window behind it hears no keys. */
export function isDialogOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}
