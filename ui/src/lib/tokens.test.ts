import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/lib/tokens.css", "utf8");
const tokens = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }] as const,
  ),
);

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["bg", "surface", "raised", "selected"];
const soft = ["success", "warning", "danger", "info", "accent"].map((tone) => `${tone}-soft`);
const pairs: [text: string, ground: string, least: number][] = [
  ...grounds.flatMap((ground) =>
    ["text", "muted", "accent", "success", "warning", "danger", "info"].map(
      (text): [string, string, number] => [text, ground, 4.5],
    ),
  ),
  ...soft.flatMap((ground): [string, string, number][] => [
    ["text", ground, 4.5],
    [ground.replace("-soft", ""), ground, 4.5],
  ]),
  ["muted", "warning-soft", 4.5],
  ["on-accent", "accent", 4.5],
  ...["bg", "surface", "raised"].map((ground): [string, string, number] => ["control", ground, 3]),
];

describe.each(["light", "dark"] as const)("%s", (scheme) => {
  it.each(pairs)("%s on %s has at least %d:1", (text, ground, least) => {
    const [one, other] = [tokens.get(text)?.[scheme], tokens.get(ground)?.[scheme]];
    if (!one || !other) throw new Error(`no token ${text} or ${ground}`);
    expect(contrast(one, other)).toBeGreaterThanOrEqual(least);
  });
});
