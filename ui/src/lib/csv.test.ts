import { expect, it } from "vitest";
import { csv } from "./csv";

it("quotes what needs it and runs no formula", () => {
  const columns = [
    { title: "Day", raw: (row: { day: string; left: string }) => row.day },
    { title: "Left, in all", raw: (row: { day: string; left: string }) => row.left },
  ];
  const rows = [
    { day: "2026-11-01", left: "-10.50" },
    { day: '=cmd("x")', left: "a\nb" },
  ];
  expect(csv(columns, rows)).toBe(
    '\uFEFFDay,"Left, in all"\r\n2026-11-01,-10.50\r\n"\'=cmd(""x"")","a\nb"\r\n',
  );
});
