/** The road with its dialogs, loaded when somebody first takes it: starting VS Code does not pay for it. */
import type { Road, RoadOptions } from "./cancelRoad.ts";

/** The road. */
export function roadWhenNeeded(options: RoadOptions): Road {
  let road: Promise<Road> | undefined;
  return {
    start: async (start) => {
      road ??= loadRoad(options);
      return (await road).start(start);
    },
  };
}

async function loadRoad(options: RoadOptions): Promise<Road> {
  const part = await import("./cancelRoad.ts");
  return new part.CancelRoad(options);
}
