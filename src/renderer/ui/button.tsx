/** Buttons: with words, or with an icon whose name is told by a tooltip and to assistive technology. */
import type { ReactNode, Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components';
import './button.css';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

/** A tooltip comes after a rest of the pointer, in milliseconds; at once on keyboard focus. */
const TOOLTIP_DELAY_MS = 500;

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className'> {
  kind?: ButtonKind;
  small?: boolean;
  icon?: ReactNode;
  children: ReactNode;
  /** Shown as pressed, for buttons that switch something on and off. */
  on?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ kind = 'plain', small = false, icon, children, on, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} {...(on === undefined ? {} : { 'aria-pressed': on })} className={`button button-${kind}${small ? ' button-small' : ''}`}>
      {icon}
      <span className="button-label">{children}</span>
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className'> {
  /** The name of the button; also its tooltip. */
  label: string;
  icon: ReactNode;
  /** Shown in the tooltip behind the name. */
  shortcut?: string;
  small?: boolean;
  /** Shown as pressed, for buttons that switch something on and off. */
  on?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, icon, shortcut, small = false, on, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={TOOLTIP_DELAY_MS}>
      <AriaButton
        {...rest}
        aria-label={label}
        {...(on === undefined ? {} : { 'aria-pressed': on })}
        className={`icon-button${small ? ' icon-button-small' : ''}`}
      >
        {icon}
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
        {shortcut !== undefined && <kbd>{shortcut}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
