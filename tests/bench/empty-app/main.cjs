// The baseline of the start: a window with one line of text, nothing else, in the same runtime.
const { app, BrowserWindow } = require('electron');
const { join } = require('node:path');

if (process.env.BACKBENCH_DATA) app.setPath('userData', process.env.BACKBENCH_DATA);
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences: { sandbox: true, contextIsolation: true } });
  window.once('ready-to-show', () => window.show());
  window.loadFile(join(__dirname, 'index.html'));
});
app.on('window-all-closed', () => app.quit());
