/** Reads a business's details when somebody looks at it, and keeps them until the agenda is loaded anew. */
import type { BusinessDetails } from "../agenda/business.ts";
import { sourceKey } from "../agenda/sourceKey.ts";
import type { Agenda } from "./loadAgenda.ts";
import type { ReadBusiness } from "./sourceTooltip.ts";

/** A reader for the businesses of the agenda that is shown now. */
export function createBusinessReader(shownOf: (accountId: string | undefined) => Agenda | undefined): ReadBusiness {
  const readFor = new WeakMap<Agenda, Map<string, Promise<BusinessDetails>>>();
  return async (business, accountId) => {
    const agenda = shownOf(accountId);
    if (agenda === undefined) throw new Error("There is no agenda that a business could be in");
    const known = readFor.get(agenda) ?? new Map<string, Promise<BusinessDetails>>();
    readFor.set(agenda, known);
    const key = sourceKey(business);
    const reading = known.get(key) ?? agenda.sessionOf.graph.readBusiness(business);
    known.set(key, reading);
    try {
      return await reading;
    } catch (error) {
      // Whoever looks again gets another try.
      known.delete(key);
      throw error;
    }
  };
}
