/** The panel of a tab, for contents that change with every frame, such as a terminal or a table of a million rows. */
import type { JSX } from 'react';
import { TabPanel as AriaTabPanel, type TabPanelProps } from 'react-aria-components';

/**
 * Like the library's, which looks for something to tab to at each change inside, and has the page's styles computed for
 * it: that took a quarter of the time of a flooded terminal. Ours always hold something to tab to, so what the library
 * watches is an empty element beside the contents.
 */
export function TabPanel(props: TabPanelProps): JSX.Element {
  return (
    <AriaTabPanel
      {...props}
      render={({ ref, children, tabIndex: _, ...rest }) => (
        <div {...rest}>
          <div ref={ref} hidden />
          {children}
        </div>
      )}
    />
  );
}
