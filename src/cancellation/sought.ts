/**
 * What has to be known of a planned item to find out what became of it: besides its address, where it would be listed if
 * nothing had been done. One answer that it is not found is not enough to say that its people were told.
 */
import type { AgendaItem, TimeSpan } from "../agenda/item.ts";
import type { CancelScope, PlannedAction, PlannedItem } from "./plan.ts";
import type { CancelTarget } from "./target.ts";

/** An item to look up. */
export interface Sought {
  readonly target: CancelTarget;
  readonly action: PlannedAction;
  /** Undefined where no record tells. */
  readonly listedIn?: SoughtIn | undefined;
}

/** Which list an item is in: those of a time, or, if it is a series, that of all series, where its iCalUId finds it. */
export type SoughtIn =
  { readonly kind: "time"; readonly span: TimeSpan } | { readonly kind: "series"; readonly iCalUId: string };

/** An item of a plan, to look up. */
export function soughtOf({ target, action, item, scope }: PlannedItem): Sought {
  return { target, action, listedIn: soughtIn(scope, item.span, seriesIdOf(item, scope)) };
}

/** Where something would be listed, by what a plan or a record says of it. */
export function soughtIn(
  scope: CancelScope | undefined,
  span: TimeSpan | undefined,
  seriesId: string | undefined,
): SoughtIn | undefined {
  if (scope === "series") return seriesId === undefined ? undefined : { kind: "series", iCalUId: seriesId };
  return span && { kind: "time", span };
}

/** The iCalUId of a series that is meant as a whole; undefined for everything else. */
export function seriesIdOf(item: AgendaItem, scope: CancelScope): string | undefined {
  return item.kind === "event" && scope === "series" ? item.iCalUId : undefined;
}
