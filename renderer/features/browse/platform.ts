/** True on a Mac, where Cmd stands for Ctrl; the runtime's own word, so it needs no request. */
export const isMac = navigator.userAgent.includes('Macintosh');
