/**
 * A group in the directory. A Microsoft 365 group has a mailbox with a calendar under the same id; a security group has
 * none. Source: https://learn.microsoft.com/graph/api/resources/groups-overview
 */

/** One group. */
export interface DirectoryGroup {
  /** A GUID, the same as that of its mailbox. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly kind: "microsoft365" | "security";
  /** Undefined for a security group. */
  readonly address?: string;
  readonly visibility: "Public" | "Private";
  /** Ids of the accounts that are in it. */
  readonly memberIds: readonly string[];
}
