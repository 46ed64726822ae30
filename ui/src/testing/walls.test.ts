import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

/** What each part of src may import from. A part that is not named may be imported by nobody but the root. */
const allowed: Record<string, string[]> = {
  lib: ["lib"],
  api: ["api", "lib"],
  components: ["components", "lib"],
  actions: ["actions", "components", "lib"],
  features: ["features", "actions", "api", "components", "lib"],
  routes: ["routes", "features", "actions", "api", "components", "lib"],
};

const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith("testing"),
);

/** Paths under src that a file imports, static or not. */
function imports(file: string): string[] {
  const text = readFileSync(join("src", file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].flatMap(([, target = ""]) => {
    if (target.startsWith("@/")) return [target.slice(2)];
    if (target.startsWith(".")) return [normalize(relative("src", join("src", dirname(file), target)))];
    return [];
  });
}

describe("the walls", () => {
  it("let each part import only what lies under it", () => {
    const breaches = files.flatMap((file) => {
      const part = file.split("/")[0] ?? "";
      const may = allowed[part];
      if (!may) return [];
      return imports(file)
        .filter((target) => !may.includes(target.split("/")[0] ?? ""))
        .map((target) => `${file} imports ${target}`);
    });
    expect(breaches).toEqual([]);
  });

  it("keep features apart", () => {
    const breaches = files.flatMap((file) => {
      const [part, feature] = file.split("/");
      if (part !== "features") return [];
      return imports(file)
        .filter((target) => target.startsWith("features/") && target.split("/")[1] !== feature)
        .map((target) => `${file} imports ${target}`);
    });
    expect(breaches).toEqual([]);
  });

  it("leave invoke to the client", () => {
    const breaches = files.filter(
      (file) =>
        !file.startsWith("api/") && readFileSync(join("src", file), "utf8").includes("@tauri-apps/api"),
    );
    expect(breaches).toEqual([]);
  });
});
