/** The ids of Unbook's views and of the container that holds them, as in package.json. */
export const viewIds = {
  container: "unbook",
  agenda: "unbook.agenda",
  cancellations: "unbook.cancellations",
} as const;
