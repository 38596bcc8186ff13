/**
 * Groups: which ones the signed-in person is in, and what a group is. Their calendars are read like everybody's.
 * Sources: https://learn.microsoft.com/graph/api/user-list-memberof, https://learn.microsoft.com/graph/api/group-get
 */
import type { Group } from "@microsoft/microsoft-graph-types";
import type { DirectoryGroup } from "../office/directoryGroup.ts";
import { type GraphCall, type GraphOperation, odataContext, queryOption } from "./graphCall.ts";
import { GraphRefusal, accessDenied } from "./graphRefusal.ts";
import { listPage, refuseQueryOptions } from "./listPage.ts";
import { isAllowed, readGroupNames } from "./permissions.ts";
import { type WireItem, selectProperties } from "./selectProperties.ts";

const defaultPageSize = 100;
const groupType = "#microsoft.graph.group";

/** GET /me/memberOf. */
export const listMemberships: GraphOperation = (call) => membershipPage(call, false);

/** GET /me/memberOf/microsoft.graph.group. */
export const listGroupMemberships: GraphOperation = (call) => membershipPage(call, true);

/** GET /groups/{id}. */
export const readGroup: GraphOperation = (call) => {
  const id = call.parameters["group"] ?? "";
  const group = call.world.office.groups.find((candidate) => candidate.id === id.toLowerCase());
  if (group === undefined || call.account.isPersonal) {
    const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
    throw new GraphRefusal(404, "Request_ResourceNotFound", message);
  }
  const shown = selectProperties(call.query, groupWire(group));
  return Response.json({ "@odata.context": odataContext(call, "groups/$entity"), ...shown });
};

function membershipPage(call: GraphCall, isCast: boolean): Response {
  // The directory, with all that is in it, is one of work or school.
  if (call.account.isPersonal) throw accessDenied();
  refuseQueryOptions(call.query, ["$expand", "$search", "$apply", "$orderby", "$skip"]);
  const onlyMicrosoft365 = filtersMicrosoft365(call.query);
  if (onlyMicrosoft365 || (isCast && call.world.guesses.castNeedsConsistencyLevel)) requireAdvancedQuery(call);
  const groups = call.world.office.groups.filter(
    ({ kind, memberIds }) => memberIds.includes(call.account.id) && (!onlyMicrosoft365 || kind === "microsoft365"),
  );
  return listPage(call, {
    context: isCast ? "groups" : "directoryObjects",
    items: groups,
    write: (group) => ({ ...(isCast ? {} : { "@odata.type": groupType }), ...visibleGroup(call, group) }),
    pageSize: defaultPageSize,
  });
}

/** Some queries of the directory are only answered from an index that may be behind, which the caller has to agree to. */
function requireAdvancedQuery(call: GraphCall): void {
  const isEventual = call.request.headers.get("consistencylevel")?.toLowerCase() === "eventual";
  if (isEventual && queryOption(call.query, "$count") === "true") return;
  const message = "Request with $filter or an OData cast needs the header ConsistencyLevel: eventual and $count=true.";
  throw new GraphRefusal(400, "Request_UnsupportedQuery", message);
}

/** @throws {GraphRefusal} for any other filter. */
function filtersMicrosoft365(query: URLSearchParams): boolean {
  const filter = queryOption(query, "$filter")?.trim();
  if (filter === undefined) return false;
  if (/^groupTypes\s*\/\s*any\s*\(\s*(\w+)\s*:\s*\1\s+eq\s+'unified'\s*\)$/iu.test(filter)) return true;
  throw new GraphRefusal(400, "SandboxNotSupported", `The sandbox does not support the filter '${filter}'.`);
}

/** Without a permission to read groups, there is nothing to see of one but its id. */
function visibleGroup(call: GraphCall, group: DirectoryGroup): WireItem {
  const wire = groupWire(group);
  if (isAllowed(call.scopes, readGroupNames)) return wire;
  const hidden = (value: unknown): unknown => (Array.isArray(value) ? [] : null);
  return Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, name === "id" ? value : hidden(value)]));
}

function groupWire(group: DirectoryGroup): WireItem {
  const isMicrosoft365 = group.kind === "microsoft365";
  const properties: Group = {
    id: group.id,
    deletedDateTime: null,
    classification: null,
    createdDateTime: "2024-02-12T09:00:00Z",
    description: group.description,
    displayName: group.name,
    groupTypes: isMicrosoft365 ? ["Unified"] : [],
    mail: group.address ?? null,
    mailEnabled: isMicrosoft365,
    mailNickname: (group.address ?? group.name).replaceAll(" ", "").split("@")[0] ?? "",
    proxyAddresses: group.address === undefined ? [] : [`SMTP:${group.address}`],
    renewedDateTime: "2024-02-12T09:00:00Z",
    securityEnabled: !isMicrosoft365,
    visibility: isMicrosoft365 ? group.visibility : null,
  };
  return { ...properties };
}
