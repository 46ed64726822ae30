import { useEffect, useState } from "react";

/** The text once it has not changed for a moment: one question to the file instead of one a letter. */
export function useSettled(text: string, pause = 80): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text, pause]);
  return settled;
}
