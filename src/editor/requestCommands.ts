/** The commands of request files. Without arguments they are about the request at the cursor, or the agenda's selected rows. */
import { commandIds } from "./commandIds.ts";

/** Their ids by name. */
export const requestCommands = {
  cancelRequest: commandIds.cancelRequest,
  cancelRequestAtCursor: commandIds.cancelRequestAtCursor,
  showRequestPeople: commandIds.showRequestPeople,
  showRequestItem: commandIds.showRequestItem,
  declineRequest: commandIds.declineRequest,
  deleteRequest: commandIds.deleteRequest,
  useCancelRequest: commandIds.useCancelRequest,
  pickForRequest: commandIds.pickForRequest,
  planRequests: commandIds.planRequests,
  runRequest: commandIds.runRequest,
  runNeededRequest: commandIds.runNeededRequest,
  showRequestInAgenda: commandIds.showRequestInAgenda,
  chooseEnvironment: commandIds.chooseEnvironment,
  newCancelRequest: commandIds.newCancelRequest,
  openAsRequest: commandIds.openAsRequest,
  copyAs: commandIds.copyAs,
} as const;

/** The name of one of them. */
export type RequestCommand = keyof typeof requestCommands;
