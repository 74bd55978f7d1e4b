/** A row of the reference that opens. What is closed is not drawn. */
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';

export function Fold({ title, children }: { title: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Disclosure className="reference-fold" isExpanded={open} onExpandedChange={setOpen}>
      <Heading level={5} className="reference-fold-head">
        <Button slot="trigger" className="reference-fold-button">
          <ChevronRight size={14} aria-hidden="true" />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className="reference-fold-panel">{open && children}</DisclosurePanel>
    </Disclosure>
  );
}
