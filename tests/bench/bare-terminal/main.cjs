// The baseline of the terminal: a shell in the main process, a page with xterm.js, and nothing between them.
const { app, BrowserWindow, ipcMain } = require('electron');
const { join } = require('node:path');
const { spawn } = require('node-pty');

const cols = Number(process.env.BARE_COLS);
const rows = Number(process.env.BARE_ROWS);
if (process.env.BACKBENCH_DATA) app.setPath('userData', process.env.BACKBENCH_DATA);

app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280, height: 740, show: false,
    webPreferences: {
      nodeIntegration: true, contextIsolation: false, sandbox: false,
      additionalArguments: [`--cols=${cols}`, `--rows=${rows}`, `--font-size=${process.env.BARE_FONT_SIZE}`],
    },
  });
  window.once('ready-to-show', () => window.show());
  ipcMain.once('ready', () => {
    const pty = spawn('bash', ['--norc'], { name: 'xterm-256color', cols, rows, encoding: null, env: { ...process.env, TERM: 'xterm-256color' } });
    pty.onData((bytes) => window.webContents.send('data', bytes));
    pty.onExit(() => app.quit());
    ipcMain.on('input', (_event, data) => pty.write(data));
    ipcMain.on('pause', () => pty.pause());
    ipcMain.on('resume', () => pty.resume());
    window.on('closed', () => pty.kill());
  });
  void window.loadFile(join(__dirname, 'index.html'));
});
app.on('window-all-closed', () => app.quit());
