import { type AsyncRouteComponent, lazyRouteComponent } from "@tanstack/react-router";
import type { FunctionComponent } from "react";

/** The scripts that screens are made of, each read when it is first gone to. The likeliest next ones come first. */
const scripts = {
  shell: () => import("./AppShell"),
  today: () => import("@/features/today"),
  queue: () => import("@/features/queue"),
  records: () => import("@/features/records"),
  customers: () => import("@/features/customers"),
  activity: () => import("@/features/activity"),
  performance: () => import("@/features/performance"),
  settings: () => import("@/features/settings"),
  signIn: () => import("@/features/sign-in"),
  start: () => import("@/features/start"),
};

export const AppShell = lazyRouteComponent(scripts.shell, "AppShell");
export const TodayScreen = lazyRouteComponent(scripts.today, "TodayScreen");
export const QueueScreen = lazyRouteComponent(scripts.queue, "QueueScreen");
export const RecordsScreen = lazyRouteComponent(scripts.records, "RecordsScreen");
export const CustomersScreen = lazyRouteComponent(scripts.customers, "CustomersScreen");
export const ActivityScreen = lazyRouteComponent(scripts.activity, "ActivityScreen");
export const PerformanceScreen = lazyRouteComponent(scripts.performance, "PerformanceScreen");
export const SettingsScreen = lazyRouteComponent(scripts.settings, "SettingsScreen");
export const SignInScreen = lazyRouteComponent(scripts.signIn, "SignInScreen");
export const StartScreen = lazyRouteComponent(scripts.start, "StartScreen");

/**
 * A route's component around a screen. The router waits for the screen's script as if it were the screen itself, so
 * that where one goes from stays in sight until the other can be shown.
 */
export function within(screen: AsyncRouteComponent<never>, component: FunctionComponent) {
  Object.defineProperty(component, "preload", { get: () => screen.preload });
  return component;
}

const all = [
  AppShell,
  TodayScreen,
  QueueScreen,
  RecordsScreen,
  CustomersScreen,
  ActivityScreen,
  PerformanceScreen,
  SettingsScreen,
  SignInScreen,
  StartScreen,
];

/** Reads every screen's script now. */
export async function prefetch(): Promise<void> {
  await Promise.all(all.map((screen) => screen.preload?.()));
}

/** How long the window is left to itself before the next script is read, in milliseconds. */
const PAUSE = 200;

/**
 * Reads the screens' scripts one after the other while nothing else is done, so that going to one needs no disk.
 * Returns the function that stops it. (WebKitGTK has no requestIdleCallback.)
 */
export function prefetchSlowly(): () => void {
  const rest = [...all];
  let timer = setTimeout(function next() {
    void Promise.resolve(rest.shift()?.preload?.()).then(() => {
      if (rest.length > 0 && timer !== undefined) timer = setTimeout(next, PAUSE);
    });
  }, PAUSE) as ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = undefined;
  };
}
