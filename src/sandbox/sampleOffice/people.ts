/** Everybody, and every room, that the sample office's meetings are with. All names and domains are fictional. */
import type { Answer, Person, StoredAttendee } from "../office/storedEvent.ts";

/** Colleagues at Contoso, and Maria, who has a mailbox in the sandbox too. */
export const colleagues = {
  ana: person("Ana Silva", "ana.silva@contoso.com"),
  lee: person("Lee Park", "lee.park@contoso.com"),
  amara: person("Amara Okafor", "amara.okafor@contoso.com"),
  ben: person("Ben Walters", "ben.walters@contoso.com"),
  chiara: person("Chiara Conti", "chiara.conti@contoso.com"),
  dmitri: person("Dmitri Volkov", "dmitri.volkov@contoso.com"),
  elif: person("Elif Demir", "elif.demir@contoso.com"),
  farah: person("Farah Haddad", "farah.haddad@contoso.com"),
  grace: person("Grace Kim", "grace.kim@contoso.com"),
  hugo: person("Hugo Laurent", "hugo.laurent@contoso.com"),
  ingrid: person("Ingrid Nilsen", "ingrid.nilsen@contoso.com"),
  keiko: person("Keiko Tanaka", "keiko.tanaka@contoso.com"),
} as const;

/** People from outside. */
export const outsiders = {
  maria: person("Maria Rossi", "maria.rossi@outlook.com"),
  mona: person("Mona Fischer", "mona.fischer@fabrikam.com"),
  omar: person("Omar Aziz", "omar.aziz@fabrikam.com"),
  paula: person("Paula Reyes", "paula.reyes@adatum.com"),
  quinn: person("Quinn Adler", "quinn.adler@adatum.com"),
  tom: person("Tom Becker", "tom.becker@tailspintoys.com"),
} as const;

/** Rooms that can be invited. */
export const rooms = {
  lisbon: person("Room Lisbon", "room.lisbon@contoso.com"),
  porto: person("Room Porto", "room.porto@contoso.com"),
} as const;

/** Has to come. */
export function required(invited: Person, answer: Answer = "accepted"): StoredAttendee {
  return { ...invited, type: "required", answer };
}

/** May come. */
export function optional(invited: Person, answer: Answer = "none"): StoredAttendee {
  return { ...invited, type: "optional", answer };
}

/** A room that has been booked. */
export function booked(room: Person): StoredAttendee {
  return { ...room, type: "resource", answer: "accepted" };
}

function person(name: string, address: string): Person {
  return { name, address };
}
