/** Turns text that other people wrote (subjects, names, notes) into Markdown that shows it and does nothing else. */

/** The text with every character that Markdown or HTML gives a meaning to escaped, control and bidirectional ones shown harmless. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/gu, "\u{fffd}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_{}[\]()#+\-.!|~$:/@]/gu, String.raw`\$&`)
    .replaceAll(/\r\n|\r|\n/gu, "  \n");
}

/** A web address as a link that shows its host; anything but https is shown and not linked. */
export function markdownLink(url: string): string {
  if (!URL.canParse(url)) return escapeMarkdown(url);
  const { protocol, host, href } = new URL(url);
  if (protocol !== "https:") return escapeMarkdown(url);
  // What would end the address in Markdown; new URL has encoded everything else.
  const address = href.replaceAll("(", "%28").replaceAll(")", "%29");
  return `[${escapeMarkdown(host)}](${address})`;
}

/**
 * Text of other people for a notification, in which VS Code makes links of `[label](address)`, also of commands. What
 * would be a link is shown as it was written; what would turn the direction of writing is left out.
 */
export function plainNotice(text: string): string {
  return text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/gu, "").replaceAll("](", "]\u200b(");
}
