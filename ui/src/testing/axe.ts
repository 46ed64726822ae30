import axe from "axe-core";

/** What axe finds wrong in `element`, one line each. Contrast is left to the tokens' own test: jsdom has no layout. */
export async function violations(element: Element = document.body): Promise<string[]> {
  const { violations: found } = await axe.run(element, { rules: { "color-contrast": { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}
