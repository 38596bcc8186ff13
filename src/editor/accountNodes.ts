/**
 * The agenda's tree where several accounts are shown. By day their items stand together, and those of others than the main
 * account say whose they are; by source each of the others has a row of its own with its sources.
 */
import type { SignedInAccount } from "../account/tokenSource.ts";
import { arrangeByDay } from "../agenda/arrange.ts";
import { withoutSharedCopies } from "../agenda/sharedCopies.ts";
import type { Viewer } from "../agenda/viewer.ts";
import type { AccountAgenda } from "./agendaModel.ts";
import { agendaNodes, dayNode, dayNotices, isFailure, originsOf } from "./agendaNodes.ts";
import type { AccountNode, AgendaNode } from "./agendaNodes.ts";
import { agendaNotices } from "./agendaNotices.ts";
import type { NoticeNode } from "./agendaNotices.ts";
import type { Agenda } from "./loadAgenda.ts";

/** An account, and where it is if there are several places. */
type WhoseRow = Pick<AccountAgenda, "account" | "placeName">;

/** Who looks, as the holder of an account. */
export type ViewerAs = (account: SignedInAccount) => Viewer;

/** The first level of the tree, with everything below it. @param shown the main account first. */
export function accountNodes(
  shown: readonly AccountAgenda[],
  groupBy: "day" | "source",
  viewerAs: ViewerAs,
): readonly AgendaNode[] {
  const [main, ...others] = shown;
  if (main === undefined) return [];
  if (others.length === 0 && main.agenda !== undefined) {
    return agendaNodes(main.agenda, groupBy, viewerAs(main.account));
  }
  // Of the main account's list that is shown all the same, the view says above the rows how old it is.
  const failed = shown.flatMap((one) => {
    const { account, agenda, error } = one;
    return error === undefined || (account === main.account && agenda !== undefined) ? [] : [accountFailed(one)];
  });
  if (groupBy === "day") return [...failed, ...nodesByDay(shown, viewerAs)];
  const own = main.agenda === undefined ? [] : agendaNodes(main.agenda, "source", viewerAs(main.account));
  const theirs = others.flatMap((one) =>
    one.agenda === undefined ? [] : [accountNode(one, agendaNodes(one.agenda, "source", viewerAs(one.account)))],
  );
  return [...failed, ...own, ...theirs];
}

function nodesByDay(shown: readonly AccountAgenda[], viewerAs: ViewerAs): readonly AgendaNode[] {
  const agendas = shown.flatMap(({ agenda }) => agenda ?? []);
  const [first] = agendas;
  if (first === undefined) return [];
  const mainId = shown[0]?.account.id;
  const isMain = ({ sessionOf }: Agenda): boolean => sessionOf.account.id === mainId;
  const whose = ({ sessionOf: { account } }: Agenda): AccountAgenda | undefined =>
    shown.find((one) => one.account.id === account.id);
  const origins = new Map(
    agendas.flatMap((agenda) => {
      const owner = { namesAccount: !isMain(agenda), ...placeIfAmbiguous(whose(agenda), shown) };
      return Array.from(originsOf(agenda), ([item, origin]) => [item, { ...origin, ...owner }] as const);
    }),
  );
  // Each account's copies of its own meetings only: what two accounts see, both can act on.
  const items = agendas.flatMap(({ sources, sessionOf }) =>
    withoutSharedCopies(sources, viewerAs(sessionOf.account).ownAddresses),
  );
  const ownAddresses = agendas.flatMap(({ sessionOf }) => viewerAs(sessionOf.account).ownAddresses);
  const viewer = { ...viewerAs(first.sessionOf.account), ownAddresses };
  const days = arrangeByDay(items, first.range, viewer).map((day) => dayNode(day, origins, ""));
  const [above, below] = missingOf(agendas.filter(isMain));
  const theirs = agendas
    .filter((agenda) => !isMain(agenda))
    .flatMap((agenda) => {
      const notices = missingOf([agenda]).flat();
      return notices.length === 0 ? [] : [accountNode(whose(agenda) ?? agenda.sessionOf, notices)];
    });
  return [...above, ...days, ...below, ...theirs];
}

/** What is missing of agendas: what belongs above the days, and what below them. */
function missingOf(agendas: readonly Agenda[]): readonly [above: readonly NoticeNode[], below: readonly NoticeNode[]] {
  const notices = agendas.flatMap(dayNotices);
  const failures = agendas.flatMap((agenda) => agendaNotices(agenda).failures);
  const hints = agendas.flatMap((agenda) => agendaNotices(agenda).hints);
  return [
    [...notices.filter(isFailure), ...failures],
    [...notices.filter((notice) => !isFailure(notice)), ...hints],
  ];
}

/** Where an account is, if another that is shown has the same address: then only that tells their rows apart. */
function placeIfAmbiguous(
  one: AccountAgenda | undefined,
  shown: readonly AccountAgenda[],
): Pick<AccountAgenda, "placeName"> {
  const isSame = ({ account }: AccountAgenda): boolean => account.username === one?.account.username;
  return one?.placeName !== undefined && shown.filter(isSame).length > 1 ? { placeName: one.placeName } : {};
}

function accountNode({ account, placeName }: WhoseRow, children: readonly AgendaNode[]): AccountNode {
  return {
    kind: "account",
    id: `account ${account.id}`,
    account,
    ...(placeName !== undefined && { placeName }),
    children: children.map((child) => below(child, account)),
  };
}

/** The same node with ids that are no other account's: two may see the same business. */
function below<Node extends AgendaNode>(node: Node, account: SignedInAccount): Node {
  const children = "children" in node ? { children: node.children.map((child) => below(child, account)) } : {};
  return { ...node, id: `${account.id} ${node.id}`, ...children };
}

function accountFailed({ account, placeName, error }: AccountAgenda): NoticeNode {
  const where = placeName === undefined ? {} : { placeName };
  return { kind: "accountFailed", id: `account ${account.id} failed`, account, ...where, error };
}
