import type { IdentityCenter } from './identityCenter.ts';
import type { IdentityReply, IdentityRequest } from './model.ts';

/** The page that a person sees in the browser: the code, Allow and Deny. */
export function answerVerificationPage(request: IdentityRequest, center: IdentityCenter): IdentityReply {
  const form = request.method === 'POST' ? new URLSearchParams(request.body) : request.query;
  const userCode = form.get('user_code') ?? '';
  const device = center.waiting(userCode);
  if (device === undefined) {
    return page(
      'Sample sign-in',
      '<p>Type the code that Satchel shows.</p><form><input name="user_code" aria-label="Code"><button>Next</button></form>',
    );
  }
  switch (form.get('decision')) {
    case 'allow':
      center.approve(userCode);
      return page('You are signed in', '<p>You can close this page and go back to Satchel.</p>');
    case 'deny':
      center.deny(userCode);
      return page('The sign-in was denied', '<p>You can close this page.</p>');
    default:
      return page(
        'Allow Satchel to see your data?',
        `<p>Check that Satchel shows the same code: <strong>${device.userCode}</strong></p>` +
          `<form method="post" action="/device"><input type="hidden" name="user_code" value="${device.userCode}">` +
          '<button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></form>',
      );
  }
}

/** What a captive portal says to everything. */
export function captivePage(): IdentityReply {
  return page('Welcome to the guest network', '<p>Please accept the terms.</p>');
}

function page(title: string, content: string): IdentityReply {
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>body{font:16px system-ui,sans-serif;max-width:28em;margin:4em auto;padding:0 1em}button{font:inherit;padding:.4em 1.2em}</style><h1>${title}</h1>${content}</html>`,
  };
}
