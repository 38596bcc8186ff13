/** Where a list goes on, as its opaque next link says. Read and written by listPage.ts, carried by every call. */

/** Where in a list a request stands. */
export interface ListPosition {
  /** Items on the pages before this one. */
  readonly skip: number;
  /** True if the page before this one was the empty first page. */
  readonly isAfterEmptyPage: boolean;
}
