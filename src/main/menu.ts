/**
 * The menu. On Linux and Windows it is out of sight until Alt is pressed; its keys work always. Keys that
 * a shell or an editor needs (Ctrl+R, Ctrl+W) are not taken.
 */
import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  developerTools: boolean;
  onShowDataFolder: () => void;
  onSwitch: () => void;
}

export function setMenu({ developerTools, onShowDataFolder, onSwitch }: MenuOptions): void {
  const mac = process.platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Switch learner', click: onSwitch },
        { label: 'Show data folder', click: onShowDataFolder },
        separator,
        mac ? { role: 'close' } : { role: 'quit', accelerator: 'Ctrl+Q' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload', accelerator: 'CmdOrCtrl+Shift+R' },
        ...(developerTools ? [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions] : []),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: '&Window',
      submenu: [
        { role: 'minimize', ...(mac ? {} : { accelerator: '' }) },
        ...(mac ? [{ role: 'zoom' }, separator, { role: 'front' }] satisfies MenuItemConstructorOptions[] : []),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
