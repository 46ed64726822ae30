import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { type ComponentProps, useCallback } from "react";

/** What a screen keeps in the address: filters and sort by name, so that a view is a link. */
export type Search = Record<string, string | undefined>;

/** Where a link or a jump leads: `/queue`, `/queue/<id>`. */
export type Path = `/${string}`;

/** A function that goes to a screen, optionally with what it filters by. */
export function useGo(): (path: Path, search?: Search, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    // A path with its id in it is not one of the router's literal types.
    (path, search = {}, options = {}) => void navigate({ to: path, search, ...options } as never),
    [navigate],
  );
}

/** A link to a screen. */
export function GoLink({
  to,
  search = {},
  ...rest
}: Omit<ComponentProps<"a">, "href"> & { to: Path; search?: Search }) {
  return <Link {...({ to, search, ...rest } as unknown as ComponentProps<typeof Link>)} />;
}

/** The screen's search and a function that changes parts of it (undefined takes one out), staying on the same row. */
export function useSearch(): [Search, (changes: Search) => void] {
  const go = useGo();
  const { pathname, search } = useLocation();
  const current = search as Search;
  const change = useCallback(
    (changes: Search) => {
      const next = Object.fromEntries(
        Object.entries({ ...current, ...changes }).filter(([, value]) => value !== undefined),
      );
      go(pathname as Path, next, { replace: true });
    },
    [go, pathname, current],
  );
  return [current, change];
}
