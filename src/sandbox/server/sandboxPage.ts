/** The sandbox's page for people: what this is, and which messages Graph would have mailed. */
import type { OutboxMessage } from "../sandboxContract.ts";

const styles = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8886; }
  td:last-child { white-space: pre-wrap; overflow-wrap: anywhere; }
  .note { border-inline-start: 4px solid #c80; padding-inline-start: .8rem; }
`;

const kindNames: Readonly<Record<OutboxMessage["kind"], string>> = {
  eventCancelled: "Meeting cancelled",
  eventUpdated: "Meeting changed",
  bookingCancelled: "Booking cancelled",
  accepted: "Accepted",
  tentativelyAccepted: "Tentatively accepted",
  declined: "Declined",
};

/** The page, as HTML without scripts. */
export function sandboxPage(messages: readonly OutboxMessage[]): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Unbook Sandbox – sample data</title>
<style>${styles}</style>
</head>
<body>
<h1>Unbook Sandbox – sample data, nothing here is real</h1>
<p class="note">This is a local stand-in for Microsoft Graph and Microsoft's sign-in. Nobody is ever mailed by it.</p>
<h2>Messages that Graph would have mailed</h2>
${messages.length === 0 ? "<p>None so far. Reload this page after a cancellation.</p>" : messageTable(messages)}
</body>
</html>
`;
  const contentSecurityPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
  return new Response(html, {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": contentSecurityPolicy },
  });
}

function messageTable(messages: readonly OutboxMessage[]): string {
  const headings = ["#", "Sent", "What", "From", "To", "About", "Text"];
  const rows = messages.map(({ number, sentAt, kind, from, to, toName, about, text }) => [
    String(number),
    sentAt,
    kindNames[kind],
    from,
    `${toName} <${to}>`,
    about,
    text,
  ]);
  const row = (tag: string, cells: readonly string[]) =>
    cells.map((cell) => `<${tag} dir="auto">${escapeHtml(cell)}</${tag}>`).join("");
  return `<table>
<thead><tr>${row("th", headings)}</tr></thead>
<tbody>
${rows.map((cells) => `<tr>${row("td", cells)}</tr>`).join("\n")}
</tbody>
</table>`;
}

function escapeHtml(text: string): string {
  const replacements = new Map([
    ["&", "&amp;"],
    ["<", "&lt;"],
    [">", "&gt;"],
    ['"', "&quot;"],
    ["'", "&#39;"],
  ]);
  return text.replaceAll(/[&<>"']/gu, (character) => replacements.get(character) ?? character);
}
