import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SquarePen } from "lucide-react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { violations } from "@/testing/axe";
import { Avatar } from "./Avatar";
import { Button, IconButton } from "./Button";
import { Card } from "./Card";
import { Bar, Sparkline } from "./Charts";
import { Checkbox, Switch } from "./Checkbox";
import { Chip, Tag } from "./Chip";
import { Combobox } from "./Combobox";
import { Dialog } from "./Dialog";
import { ErrorNotice } from "./ErrorNotice";
import { Field, TextArea, TextInput } from "./Field";
import { FilterPopover } from "./FilterPopover";
import { Menu } from "./Menu";
import { FilterBar, GroupHeader, ListFooter, PaneHeader } from "./Pane";
import { ResizablePanes } from "./ResizablePanes";
import { type Option, Select } from "./Select";
import { PriorityIcon, StandingPill, StatusIcon, TierPill } from "./Status";
import { ToastRegion, toast } from "./Toast";
import { VirtualList } from "./VirtualList";

const people: Option[] = [
  { value: "1", label: "Jordan Smith" },
  { value: "2", label: "Sarah Chen" },
];

function Form() {
  const [role, setRole] = useState<string | null>("1");
  const [person, setPerson] = useState<Option | null>(null);
  const [on, setOn] = useState(false);
  return (
    <form>
      <Field label="Name" required error="Say who.">
        {(input) => <TextInput {...input} />}
      </Field>
      <Field label="Notes" hint="For the team only">
        {(input) => <TextArea {...input} />}
      </Field>
      <Field label="Lead">
        {(input) => <Select {...input} options={people} value={role} onChange={setRole} />}
      </Field>
      <Field label="Person">
        {(input) => <Combobox {...input} options={people} value={person} onChange={setPerson} clearable />}
      </Field>
      <Checkbox aria-label="Chosen" checked={on} onChange={setOn} />
      <Switch aria-label="Live" checked={on} onChange={setOn} />
      <output>{`${role} ${person?.value ?? "nobody"} ${on}`}</output>
    </form>
  );
}

describe("the components", () => {
  it("take input by mouse and by key", async () => {
    const user = userEvent.setup();
    const { container } = render(<Form />);
    expect(await violations(container)).toEqual([]);

    await user.click(screen.getByRole("combobox", { name: "Lead" }));
    await user.click(await screen.findByRole("option", { name: "Sarah Chen" }));
    await user.type(screen.getByRole("combobox", { name: "Person" }), "jor");
    await user.click(await screen.findByRole("option", { name: "Jordan Smith" }));
    await user.click(screen.getByRole("switch", { name: "Live" }));
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("2 1 true"));
    expect(screen.getByRole("textbox", { name: /Name/ })).toHaveAccessibleDescription("Say who.");
  });

  it("have no accessibility faults", async () => {
    const { container } = render(
      <ResizablePanes
        list={
          <>
            <PaneHeader title="Open" aside="3" actions={<IconButton icon={SquarePen} label="New" />} />
            <FilterBar>
              <Chip on>Open</Chip>
              <Tag onRemove={() => {}}>sso</Tag>
            </FilterBar>
            <GroupHeader label="Overdue" count={2} />
            <VirtualList items={["a", "b", "c"]} keyOf={(item) => item} label="Tickets" cursor={1}>
              {(item) => item}
            </VirtualList>
            <ListFooter>3 tickets</ListFooter>
          </>
        }
        rail={<Bar label="Tokens" max={10} parts={[{ value: 3 }]} />}
      >
        <Card title="Load" aside="3 free">
          <Avatar name={null} />
          <Avatar name="Alex Rivera" self />
          <PriorityIcon priority="URGENT" />
          <PriorityIcon priority="LOW" />
          <StatusIcon status="WAITING" />
          <StandingPill standing="GOOD" />
          <TierPill tier="ENTERPRISE" />
          <Sparkline values={[1, 3, 2]} label="Open tickets, 3 days" />
          <ErrorNotice error={{ code: "STALE", message: "It has moved on." }} onRetry={() => {}} />
          <Button kind="primary" keys="$mod+Enter">
            Save
          </Button>
        </Card>
      </ResizablePanes>,
    );
    expect(await violations(container)).toEqual([]);
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "3");
    expect(screen.getAllByRole("row")[1]).toHaveAttribute("aria-selected", "true");
    expect(screen.getAllByRole("row")[1]).toHaveAttribute("aria-rowindex", "2");
  });

  it("open and close their floating layers", async () => {
    const user = userEvent.setup();
    const run = vi.fn();
    const close = vi.fn();
    const view = render(
      <Menu trigger={<button type="button">More</button>} items={[{ label: "Delete", run, danger: true }]} />,
    );
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    expect(run).toHaveBeenCalledOnce();
    view.unmount();

    render(
      <Dialog open onClose={close} title="New ticket">
        <TextInput aria-label="Subject" />
      </Dialog>,
    );
    expect(screen.getByRole("dialog", { name: "New ticket" })).toBeVisible();
    await user.keyboard("{Escape}");
    expect(close).toHaveBeenCalled();
  });

  it("offer undo in a toast", async () => {
    const user = userEvent.setup();
    const undo = vi.fn();
    render(<ToastRegion />);
    toast({ title: "Priority High on 6 tickets", undo });
    await user.click(await screen.findByRole("button", { name: /Undo/ }));
    expect(undo).toHaveBeenCalledOnce();
    expect(screen.queryByText("Priority High on 6 tickets")).toBeNull();
  });
});

describe("the filters of a list", () => {
  it("stand behind one button that says how many are on, and can be taken off", async () => {
    const user = userEvent.setup();
    const changed = vi.fn();
    render(
      <FilterPopover
        fields={[
          { label: "By whom", options: people, value: "1", onChange: changed },
          {
            label: "Of what",
            options: [{ value: "t", label: "Tickets" }],
            value: undefined,
            onChange: changed,
          },
        ]}
      />,
    );
    await user.click(screen.getByRole("button", { name: "Filter, 1 on" }));
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole("combobox", { name: "Of what" }));
    await user.click(await screen.findByRole("option", { name: "Tickets" }));
    expect(changed).toHaveBeenLastCalledWith("t");
    await user.click(screen.getByRole("combobox", { name: "By whom" }));
    await user.click(await screen.findByRole("option", { name: "Any" }));
    expect(changed).toHaveBeenLastCalledWith(undefined);
  });
});
