/**
 * The frame of every page of the sandbox's sign-in: it says that nothing here is real, follows light and dark, and lets the
 * browser load nothing and send forms only where the page says.
 */
import { randomBytes } from "node:crypto";

/** Text that is already HTML, so that it is never mistaken for text that has to be escaped. */
export interface Markup {
  readonly html: string;
}

/** One page. */
export interface SandboxPage {
  readonly heading: string;
  readonly content: Markup;
  /** The origin that the page's form may go to beside the sandbox itself, as `http://localhost:51234`. */
  readonly formOrigin?: string;
  /** Sends the page's form as soon as it is shown. Default false. */
  readonly sendsItself?: boolean;
  /** HTTP status. Default 200. */
  readonly status?: number;
}

const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --soft: #5a5a5a; --line: #8a8a8a; --accent: #0b5cad; --badge: #fff3c4; --badge-ink: #4d3800; }
@media (prefers-color-scheme: dark) { :root { --paper: #1f1f1f; --ink: #f2f2f2; --soft: #b8b8b8; --line: #808080; --accent: #6cb8ff; --badge: #4d3800; --badge-ink: #fff3c4; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 3rem auto; padding: 0 1.25rem; }
.badge { background: var(--badge); color: var(--badge-ink); padding: .5rem .75rem; border-radius: 4px; margin: 0 0 1.5rem; }
h1 { font-size: 1.4rem; margin: 0 0 1rem; }
button { display: block; width: 100%; margin: 0 0 .75rem; padding: .75rem 1rem; font: inherit; text-align: left; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 6px; cursor: pointer; }
button:hover, button:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: 1px; }
button span { display: block; color: var(--soft); font-size: .9rem; }
label { display: block; margin: 0 0 .25rem; }
input[type=text] { width: 100%; margin: 0 0 1rem; padding: .6rem .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 6px; }
`;

/** Escapes text for HTML, also within quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}

/** HTML with every value in it escaped, except those that are markup themselves. */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | Markup | readonly Markup[])[]
): Markup {
  const written = values.map((value) => {
    if (typeof value === "string") return escapeHtml(value);
    return "html" in value ? value.html : value.map((item) => item.html).join("\n");
  });
  return { html: parts.map((part, index) => part + (written[index] ?? "")).join("") };
}

/** The page as an answer, with a strict content security policy. */
export function pageResponse(page: SandboxPage): Response {
  const nonce = randomBytes(16).toString("base64");
  const script = `<script nonce="${nonce}">document.forms[0].submit();</script>`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Unbook Sandbox – sample accounts</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<p class="badge"><strong>Unbook Sandbox – sample accounts.</strong> Nothing here is real: no Microsoft account is used, and nobody is mailed.</p>
<h1>${escapeHtml(page.heading)}</h1>
${page.content.html}
</main>
${page.sendsItself === true ? script : ""}
</body>
</html>
`;
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(page.sendsItself === true ? [`script-src 'nonce-${nonce}'`] : []),
    `form-action 'self'${page.formOrigin === undefined ? "" : ` ${page.formOrigin}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return new Response(html, {
    status: page.status ?? 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy.join("; "),
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  });
}
