/**
 * The modules of undici that are used, by their own paths. The package as a whole is never loaded: as soon as it is, it
 * makes its connections those of the process, and Node's own `fetch`, which in VS Code every other extension shares, would
 * go over them. undici names no `exports`, so its modules can be loaded one by one; it describes them in one piece, from
 * which their types are taken here.
 * Source: https://github.com/nodejs/undici/blob/main/lib/global.js
 */

declare module "undici/lib/dispatcher/agent.js" {
  import { Agent } from "undici";
  export default Agent;
}

declare module "undici/lib/dispatcher/client.js" {
  import { Client } from "undici";
  export default Client;
}

declare module "undici/lib/core/errors.js" {
  import { errors } from "undici";
  export default errors;
}

/** What `client.connect()` is where undici is loaded as a whole. */
declare module "undici/lib/api/api-connect.js" {
  import type { Dispatcher } from "undici";
  function connect(
    this: Dispatcher,
    options: Omit<Dispatcher.ConnectOptions, "origin">,
  ): Promise<Dispatcher.ConnectData>;
  export default connect;
}
