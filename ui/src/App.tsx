import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { followChanges } from "@/api/queries";
import { ToastRegion } from "@/components/Toast";
import { prefetchSlowly } from "@/routes/lazy";
import { createDeskRouter } from "@/routes/router";

/** The whole window. */
export function App({ client }: { client: QueryClient }) {
  const [router] = useState(() => createDeskRouter(client));
  useEffect(() => {
    const stop = followChanges(client);
    return () => void stop.then((unlisten) => unlisten());
  }, [client]);
  useEffect(prefetchSlowly, []);
  return (
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
      <ToastRegion />
    </QueryClientProvider>
  );
}
