import { Outlet } from "@tanstack/react-router";
import { Keyboard, MoonStar, PanelLeft, Search, SquarePen, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Action, CheatSheet, listenToKeys, useActions } from "@/actions";
import { useToasts } from "@/components/Toast";
import { useGo } from "@/lib/go";
import { useLayout } from "@/lib/layout";
import { screens } from "@/lib/screens";
import { DeskPalette } from "./DeskPalette";
import { Navigation } from "./Navigation";

/** The frame of every screen behind the sign-in: navigation, keys, palette, cheat sheet. */
export function AppShell() {
  const { t } = useTranslation("shell");
  const go = useGo();
  const [layer, setLayer] = useState<"palette" | "cheatSheet" | null>(null);
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
      when: () => useToasts.getState().current?.undo !== undefined,
      run: () => {
        const { current, dismiss } = useToasts.getState();
        current?.undo?.();
        dismiss();
      },
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
