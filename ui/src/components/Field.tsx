import { type ComponentProps, type ReactNode, useId } from "react";
import { classes } from "@/lib/classes";

/** The look of everything that takes text. */
export const inputClasses =
  "h-7 w-full rounded-6 border border-control bg-surface px-2.5 text-13 text-text aria-invalid:border-danger disabled:opacity-50";

export interface FieldProps {
  label: string;
  /** Below the input, muted. */
  hint?: ReactNode;
  /** Below the input, in danger, and announced. */
  error?: string;
  required?: boolean;
  /** Renders the input with the ids that tie it to its label, hint and error. */
  children: (input: {
    id: string;
    "aria-describedby": string | undefined;
    "aria-invalid": boolean | undefined;
    "aria-required": boolean | undefined;
  }) => ReactNode;
}

/** A label, one input and what is said about it. */
export function Field({ label, hint, error, required, children }: FieldProps) {
  const id = useId();
  const about = `${id}-about`;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-12 font-medium">
        {label}
        {required && (
          <span aria-hidden className="text-danger">
            {" *"}
          </span>
        )}
      </label>
      {children({
        id,
        "aria-describedby": error || hint ? about : undefined,
        "aria-invalid": error ? true : undefined,
        "aria-required": required || undefined,
      })}
      {(error || hint) && (
        <p
          id={about}
          role={error ? "alert" : undefined}
          className={classes("text-11", error ? "text-danger" : "text-muted")}
        >
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

/** One line of text, 28 high. */
export function TextInput({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      className={classes(inputClasses, className)}
      {...rest}
    />
  );
}

/** Several lines of text. */
export function TextArea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea rows={rows} className={classes(inputClasses, "h-auto resize-y py-1.5", className)} {...rest} />
  );
}
