/**
 * Short digests of texts: a plan document says with them who was counted without saying who they are. They tell a change,
 * and are no protection against somebody who tries out names: that they are short and salted makes it costly, not impossible.
 */
import type { Person } from "../../agenda/item.ts";
import { targetKey } from "../target.ts";
import type { CancelTarget } from "../target.ts";

/** Who is counted, whatever the order and the case of their addresses. */
export function peopleDigest(people: readonly Person[], salt: string): string {
  const addresses = people.map(({ address }) => address.toLowerCase()).toSorted();
  return shortDigest([salt, ...addresses].join("\n"));
}

/** What an item is called, or what stands above its block; however many spaces there are between the words. */
export function titleDigest(title: string, salt: string): string {
  return shortDigest(`${salt}\n${title.replaceAll(/\s+/gu, " ").trim()}`);
}

/** A text that may be long, in few characters. */
export function textDigest(text: string): string {
  return `${text.length} ${shortDigest(text)}`;
}

/** Which item is meant. */
export function targetDigest(target: CancelTarget, salt: string): string {
  return shortDigest(`${salt}\n${targetKey(target)}`);
}

/**
 * Eight characters, the same for the same text: two FNV-like sums over its UTF-16 units, with the mixing at the end of
 * https://github.com/aappleby/smhasher/wiki/MurmurHash3, cut to 40 bits.
 */
function shortDigest(text: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x9e3779b1);
    other = Math.imul(other ^ code, 0x5f356495);
  }
  const high = mix(one ^ (other >>> 15)) >>> 0;
  const low = mix(other ^ (one >>> 13)) >>> 0;
  return ((high & 0xff) * 0x1_0000_0000 + low).toString(32).padStart(8, "0");
}

function mix(sum: number): number {
  const once = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
