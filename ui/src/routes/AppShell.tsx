import { Outlet } from "@tanstack/react-router";
import { Keyboard, MoonStar, PanelLeft, Redo2, Search, SquarePen, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Action, CheatSheet, listenToKeys, useActions } from "@/actions";
import { useGo } from "@/lib/go";
import { useLayout } from "@/lib/layout";
import { screens } from "@/lib/screens";
import { DeskPalette } from "./DeskPalette";
import { Navigation } from "./Navigation";
import { useReverse } from "./useReverse";

/** The frame of every screen behind the sign-in: navigation, keys, palette, cheat sheet. */
export function AppShell() {
  const { t } = useTranslation("shell");
  const go = useGo();
  const [layer, setLayer] = useState<"palette" | "cheatSheet" | null>(null);
  const reverse = useReverse();
  const { toggleFolded, theme, setTheme } = useLayout();

  useEffect(() => listenToKeys(), []);

  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  const goes = screens.map(
    ({ name, path, keys, icon }): Action => ({
      id: `go.${name}`,
      scope: "go",
      title: t(`screens.${name}`),
      keys,
      icon,
      run: () => go(path),
    }),
  );
  useActions([
    ...goes,
    {
      id: "palette.open",
      scope: "global",
      title: t("commands.palette"),
      keys: "$mod+k",
      icon: Search,
      whileTyping: true,
      hidden: true,
      run: () => setLayer((now) => (now === "palette" ? null : "palette")),
    },
    {
      id: "cheatSheet.open",
      scope: "global",
      title: t("commands.cheatSheet"),
      keys: "?",
      icon: Keyboard,
      run: () => setLayer("cheatSheet"),
    },
    {
      id: "ticket.new",
      scope: "global",
      title: t("commands.newTicket"),
      keys: "c",
      icon: SquarePen,
      run: () => go("/queue", { new: "ticket" }),
    },
    {
      id: "undo",
      scope: "global",
      title: t("commands.undo"),
      keys: ["z", "$mod+z"],
      icon: Undo2,
      run: () => reverse("undo"),
    },
    {
      id: "redo",
      scope: "global",
      title: t("commands.redo"),
      keys: ["Shift+$mod+z", "$mod+y"],
      icon: Redo2,
      run: () => reverse("redo"),
    },
    {
      id: "navigation.fold",
      scope: "global",
      title: t("commands.fold"),
      keys: "[",
      icon: PanelLeft,
      run: toggleFolded,
    },
    {
      id: "theme.switch",
      scope: "global",
      title: t("commands.theme"),
      icon: MoonStar,
      run: () => setTheme(dark ? "light" : "dark"),
    },
  ]);

  return (
    <div className="flex h-full">
      <Navigation onPalette={() => setLayer("palette")} />
      <main className="flex min-w-0 flex-1">
        <Outlet />
      </main>
      <DeskPalette
        open={layer === "palette"}
        onClose={() => setLayer(null)}
        onCheatSheet={() => setLayer("cheatSheet")}
      />
      <CheatSheet open={layer === "cheatSheet"} onClose={() => setLayer(null)} />
    </div>
  );
}
