/// <reference types="vitest/config" />
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  build: {
    outDir: "dist",
    target: "safari17.5",
    // The icons are a script of their own: one that several screens use would otherwise be one for itself.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "icons", test: /node_modules\/lucide-react/ }] } },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    // Two cores are the usual machine: more workers only make every test slower.
    maxWorkers: 2,
    // axe over a whole screen takes seconds while other work shares the cores.
    testTimeout: 30_000,
  },
});
