/**
 * The catalogue of cancel requests: every path that Microsoft Graph documents, declares or once documented for the two
 * cancel actions, one row for each family. Matching, lenses, scopes and documentation links follow from these rows.
 * Sources: https://learn.microsoft.com/graph/api/event-cancel, https://learn.microsoft.com/graph/api/bookingappointment-cancel
 * and the metadata at https://github.com/microsoftgraph/msgraph-metadata.
 */

/** The versions of Microsoft Graph, as they stand in a path. */
export type ApiVersion = "v1.0" | "beta";

/** One family of paths in the catalogue. */
export interface CatalogueRow {
  /** What the path addresses, and with it the action, its body and its permissions. */
  readonly item: "event" | "booking";
  /**
   * The item's path below the version, without `/cancel`. `{…}` is an id, `(a|b)` offers alternatives, `[…]` may be
   * left out. The ids `user` and `group` name the mailbox; `event` and `appointment` the item itself.
   */
  readonly path: string;
  readonly versions: readonly ApiVersion[];
  /** `learn`: on the action's page today. `metadata`: only in Graph's metadata. `legacy`: only on earlier pages. */
  readonly documented: "learn" | "metadata" | "legacy";
}

/** Adding a cancel request to Unbook is adding a row here. */
export const catalogueRows: readonly CatalogueRow[] = [
  {
    item: "event",
    path: "/(me|users/{user}|groups/{group})[/calendar]/events/{event}",
    versions: ["v1.0", "beta"],
    documented: "learn",
  },
  {
    item: "event",
    path: "/(me|users/{user})[/calendarGroups/{calendarGroup}]/calendars/{calendar}/events/{event}",
    versions: ["v1.0", "beta"],
    documented: "learn",
  },
  {
    item: "event",
    path: "/(me|users/{user}|groups/{group})[/calendar]/calendarView/{event}",
    versions: ["v1.0", "beta"],
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user})[/calendarGroups/{calendarGroup}]/calendars/{calendar}/calendarView/{event}",
    versions: ["v1.0", "beta"],
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user}|groups/{group})[/calendar]/(events|calendarView)/{series}/(instances|exceptionOccurrences)/{event}",
    versions: ["v1.0", "beta"],
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user})[/calendarGroups/{calendarGroup}]/calendars/{calendar}/(events|calendarView)/{series}/(instances|exceptionOccurrences)/{event}",
    versions: ["v1.0", "beta"],
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user}|groups/{group})[/calendar]/(events|calendarView)/{series}/(instances/{instance}/exceptionOccurrences|exceptionOccurrences/{exception}/instances)/{event}",
    versions: ["v1.0", "beta"],
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user})[/calendarGroups/{calendarGroup}]/calendars/{calendar}/(events|calendarView)/{series}/(instances/{instance}/exceptionOccurrences|exceptionOccurrences/{exception}/instances)/{event}",
    versions: ["v1.0", "beta"],
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user})[/mailFolders/{mailFolder}]/messages/{message}/microsoft.graph.eventMessage/event",
    versions: ["v1.0", "beta"],
    documented: "metadata",
  },
  {
    item: "event",
    path: "/(me|users/{user})/calendarGroup/calendars/{calendar}/events/{event}",
    versions: ["v1.0", "beta"],
    documented: "legacy",
  },
  {
    item: "event",
    path: "/me/joinedGroups/{group}/(events|calendarView)/{event}",
    versions: ["v1.0", "beta"],
    documented: "legacy",
  },
  {
    item: "event",
    path: "/me/messages/{message}/event",
    versions: ["v1.0", "beta"],
    documented: "legacy",
  },
  {
    item: "event",
    path: "/me/messages/{message}/event/(instances|calendar/events|calendar/calendarView)/{event}",
    versions: ["v1.0", "beta"],
    documented: "legacy",
  },
  {
    item: "booking",
    path: "/solutions/bookingBusinesses/{business}/appointments/{appointment}",
    versions: ["v1.0", "beta"],
    documented: "learn",
  },
  {
    item: "booking",
    path: "/solutions/bookingBusinesses/{business}/calendarView/{appointment}",
    versions: ["v1.0", "beta"],
    documented: "metadata",
  },
  {
    item: "booking",
    path: "/bookingBusinesses/{business}/(appointments|calendarView)/{appointment}",
    versions: ["beta"],
    documented: "legacy",
  },
];

/** One concrete path of a row: its segments in order, each a fixed word or the name of an id. */
export interface CataloguePath {
  readonly row: CatalogueRow;
  readonly segments: readonly PathSegment[];
}

/** A fixed word (compared without case) or an id (never). */
export type PathSegment =
  { readonly kind: "word"; readonly word: string } | { readonly kind: "id"; readonly name: string };

let writtenOut: readonly CataloguePath[] | undefined;

/** Every concrete path of the catalogue, without alternatives and optional parts. Written out when it is first asked for. */
export function cataloguePaths(): readonly CataloguePath[] {
  writtenOut ??= catalogueRows.flatMap((row) =>
    writeOut(row.path).map((path) => ({ row, segments: path.slice(1).split("/").map(readSegment) })),
  );
  return writtenOut;
}

/** Takes the first `(…)` or `[…]` apart, and the rest of the path with each of its alternatives in turn. */
function writeOut(path: string): readonly string[] {
  const choice = /\(([^()]*)\)|\[([^[\]]*)\]/.exec(path);
  if (choice === null) return [path];
  const before = path.slice(0, choice.index);
  const after = path.slice(choice.index + choice[0].length);
  const alternatives = choice[1] === undefined ? ["", choice[2] ?? ""] : choice[1].split("|");
  return alternatives.flatMap((alternative) => writeOut(before + alternative + after));
}

function readSegment(segment: string): PathSegment {
  return segment.startsWith("{") ? { kind: "id", name: segment.slice(1, -1) } : { kind: "word", word: segment };
}
