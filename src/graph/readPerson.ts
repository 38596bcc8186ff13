/**
 * Reads people: Graph's `emailAddress`, which is what it calls a name with an address.
 * Source: https://learn.microsoft.com/graph/api/resources/emailaddress
 */
import type { GenericSchema } from "valibot";
import type { Person } from "../agenda/item.ts";
import { part, text } from "./readShape.ts";
import type { WireEmailAddress } from "./wire.ts";

/** The shape of a name with an address. @param whose as `Its owner’s`. */
export function emailAddress(whose: string) {
  return part(`${whose} address`, {
    name: text(`${whose} name`),
    address: text(`${whose} address`),
  } satisfies Record<keyof WireEmailAddress, GenericSchema>);
}

/** Somebody with an address, which stands in for a missing name; undefined if there is none. */
export function personOf(
  read: { readonly name?: string | undefined; readonly address?: string | undefined } | null | undefined,
): Person | undefined {
  const address = read?.address;
  return address === undefined ? undefined : { name: read?.name ?? address, address };
}
