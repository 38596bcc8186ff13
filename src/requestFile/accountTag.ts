/**
 * `# @account ana@contoso.com`: the account that a request is to be run as, by its address. A request that names one is run
 * as nobody else; what is written in another way names nobody, and keeps it from being run. Unbook's own: other editors read
 * over it.
 */
import type { HttpRequest, MetadataTag } from "./requestFile.ts";
import { isTag } from "./requestFile.ts";
import type { Span } from "./span.ts";

/** Why a tag names no account. */
export type AccountTagProblem = "withoutAddress" | "noAddress" | "severalAccounts";

/** What a request says of its account. */
export type AccountTag =
  | { readonly kind: "account"; readonly address: string; readonly span: Span }
  | { readonly kind: "problem"; readonly problem: AccountTagProblem; readonly span: Span };

/** As long as an address may be: RFC 5321 section 4.5.3.1. */
const longestAddress = 320;

/** What a request says; undefined if it says nothing, and so means the main account. */
export function accountTagOf({ tags }: Pick<HttpRequest, "tags">): AccountTag | undefined {
  let found: MetadataTag | undefined;
  for (const tag of tags) {
    if (!isTag(tag, "account")) continue;
    // Also twice the same: one of them may be changed later, and the other forgotten.
    if (found !== undefined) return { kind: "problem", problem: "severalAccounts", span: tag.span };
    found = tag;
  }
  if (found === undefined) return undefined;
  const { value, valueSpan, span } = found;
  if (value === "") return { kind: "problem", problem: "withoutAddress", span };
  if (!isAddress(value)) return { kind: "problem", problem: "noAddress", span: valueSpan };
  return { kind: "account", address: value, span: valueSpan };
}

/** One sign “@” with something on both sides, and nothing that only stands around addresses. Variables are not replaced here. */
function isAddress(text: string): boolean {
  if (text.length > longestAddress || /[\s<>()[\]{}",;:\\]/u.test(text)) return false;
  const at = text.indexOf("@");
  return at > 0 && at === text.lastIndexOf("@") && at < text.length - 1;
}
