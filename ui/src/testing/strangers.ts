import type { Handlers } from "@/api/mock";

/** Attributes that are read out or shown. */
const spoken = ["aria-label", "title", "placeholder", "alt"];

/** Numbers with the units formats write, dates, and names of keys: `2h 05m`, `10k`, `12 Nov`, `Del`. */
const formats = [
  /\b\d+(\.\d+)?(s|m|h|d|mo|y|k)\b/g,
  /\b\d+ ms\b/g,
  /\bnow\b/g,
  /\b(Ctrl|Shift|Del|Esc|Enter|Tab|Space)\b/g,
  /\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g,
  /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b/g,
];

/** Columns of free JSON: the names in there are data too. */
const freeJson = new Set(["context", "preferences", "metadata", "settings", "thresholds", "conditions"]);

/** Every string the desk answers with, longest first so that one that holds another goes before it. */
function answers(desk: Handlers): string[] {
  const found = new Set<string>();
  const walk = (value: unknown, free = false) => {
    if (typeof value === "string") found.add(value);
    else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        if (free) found.add(name);
        walk(inner, free || freeJson.has(name));
      }
    }
  };
  for (const [name, handler] of Object.entries(desk)) {
    if (/^(list|session|today|row_history|count|health|refund_card|activity_entries)/.test(name))
      walk((handler as (input: object) => unknown)({}));
  }
  return [...found]
    .filter((text) => /\p{L}{2}/u.test(text))
    .sort((left, right) => right.length - left.length);
}

/** Takes out what the pseudo-locale marked, from the inside out. */
function unmarked(text: string): string {
  let left = text;
  for (let before = ""; before !== left; ) {
    before = left;
    left = left.replace(/⟦[^⟦⟧]*⟧/g, " ");
  }
  return left;
}

/** Texts in the document that neither the catalogue nor the desk's data nor a format gave. */
export function strangers(desk: Handlers): string[] {
  const known = answers(desk);
  const found: string[] = [];
  const strange = (text: string) => {
    let left = unmarked(text);
    for (const answer of known) left = left.replaceAll(answer, " ");
    for (const format of formats) left = left.replace(format, " ");
    // Initials, and single keys, are no words.
    return /\p{L}{2,}/u.test(left.replace(/\b\p{Lu}{1,2}\b/gu, " "));
  };
  const check = (text: string, element: Element) => {
    if (strange(text)) found.push(`${element.tagName.toLowerCase()}: ${text}`);
  };
  /** A text with markup in it is marked around the whole: its parts are looked at together. */
  const checkText = (text: string, parent: Element) => {
    const around = [parent, parent.parentElement];
    if (around.every((element) => !element || strange(element.textContent ?? ""))) check(text, parent);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of spoken) {
        const text = node.getAttribute(name);
        if (text) check(text, node);
      }
      continue;
    }
    const parent = node.parentElement;
    if (parent && !parent.closest("kbd, style, script, textarea")) checkText(node.textContent ?? "", parent);
  }
  return found;
}
