/**
 * The clouds that Microsoft Graph runs in, and the sandbox, which poses as one. Each has its own Graph and its own
 * sign-in service; a token of one is never shown to another.
 * Source: https://learn.microsoft.com/graph/deployments
 */

/** A cloud by name. `sandbox` is the local stand-in with sample data. */
export type CloudId = "global" | "usGovernment" | "usGovernmentDod" | "china" | "sandbox";

/** One cloud: where its Graph and its sign-in service are. */
export interface GraphCloud {
  readonly id: CloudId;
  /** The origin (scheme, host, port) that tokens of this cloud may be sent to, and no other. */
  readonly graphOrigin: string;
  /** The origin of the sign-in service; undefined for the sandbox, whose sign-in is described by its own start. */
  readonly signInOrigin?: string;
  /** Bookings is not offered in China (21Vianet). */
  readonly hasBookings: boolean;
}

/** Microsoft's clouds. */
export const microsoftClouds: readonly GraphCloud[] = [
  {
    id: "global",
    graphOrigin: "https://graph.microsoft.com",
    signInOrigin: "https://login.microsoftonline.com",
    hasBookings: true,
  },
  {
    id: "usGovernment",
    graphOrigin: "https://graph.microsoft.us",
    signInOrigin: "https://login.microsoftonline.us",
    hasBookings: true,
  },
  {
    id: "usGovernmentDod",
    graphOrigin: "https://dod-graph.microsoft.us",
    signInOrigin: "https://login.microsoftonline.us",
    hasBookings: true,
  },
  {
    id: "china",
    graphOrigin: "https://microsoftgraph.chinacloudapi.cn",
    signInOrigin: "https://login.chinacloudapi.cn",
    hasBookings: false,
  },
];
