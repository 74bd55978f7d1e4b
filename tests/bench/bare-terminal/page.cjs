// Puts bytes into xterm.js, with the flow control of its own guide (https://xtermjs.org/docs/guides/flowcontrol/).
const { ipcRenderer } = require('electron');
const { Terminal } = require('@xterm/xterm');
const { WebglAddon } = require('@xterm/addon-webgl');

/** Bytes not yet parsed above which the shell is held back, and below which it goes on: the guide's numbers. */
const HIGH = 100_000;
const LOW = 10_000;

const argument = (name) => Number(process.argv.find((each) => each.startsWith(`--${name}=`)).split('=')[1]);
const terminal = new Terminal({
  cols: argument('cols'), rows: argument('rows'), fontSize: argument('font-size'), scrollback: 5_000, allowProposedApi: true,
});
terminal.open(document.getElementById('terminal'));

// The graphics card where there is one, as any terminal does.
const context = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
context?.getExtension('WEBGL_lose_context')?.loseContext();
if (context !== null) terminal.loadAddon(new WebglAddon());

let behind = 0;
let held = false;
ipcRenderer.on('data', (_event, bytes) => {
  behind += bytes.length;
  terminal.write(bytes, () => {
    behind -= bytes.length;
    if (!held || behind >= LOW) return;
    held = false;
    ipcRenderer.send('resume');
  });
  if (held || behind <= HIGH) return;
  held = true;
  ipcRenderer.send('pause');
});
terminal.onData((data) => ipcRenderer.send('input', data));
ipcRenderer.send('ready');
