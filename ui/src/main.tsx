import "@/lib/app.css";
import "@/lib/i18n";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "@/api/queries";
import { applyTheme } from "@/lib/layout";
import { App } from "./App";

applyTheme();
const place = document.getElementById("root");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App client={createQueryClient()} />
    </StrictMode>,
  );
}
