/**
 * Ids that look like Exchange's: long, alike at the beginning for everything in one mailbox, case-sensitive, some with
 * `-` and `_`, some with `+` and `/`. They are made from a key alone, so they are the same at every start.
 */
import { createHash } from "node:crypto";

/** The id of something in a mailbox, from a key that is unique there. */
export function exchangeId(mailboxKey: string, itemKey: string): string {
  const mailboxPart = digest(`mailbox ${mailboxKey}`).toString("base64url").slice(0, 60);
  const bytes = Buffer.concat([digest(`${mailboxKey} ${itemKey}`), digest(`${itemKey} again`)]);
  // A quarter of them is written in the older alphabet, whose slashes have to be percent-encoded in a path.
  const itemPart = bytes.toString((bytes[0] ?? 0) % 4 === 0 ? "base64" : "base64url").slice(0, 82);
  return `AAMkAD${mailboxPart}${itemPart}AAA=`;
}

/** A GUID made from a key. */
export function guidOf(key: string): string {
  const hex = digest(`guid ${key}`).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** True for a text that could be an id of Exchange's, whether or not there is such an item. */
export function looksLikeExchangeId(text: string): boolean {
  return /^A[AQ][A-Za-z0-9+/_-]{5,}={0,2}$/u.test(text) && text.length % 4 === 0;
}

function digest(text: string): Buffer {
  return createHash("sha512").update(text).digest();
}
