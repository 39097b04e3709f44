const { app, BrowserWindow } = require('electron');

// So that the bench can have garbage collected, in the page and in its workers.
app.commandLine.appendSwitch('js-flags', '--expose-gc');

// A bare window on the bench's page, with the same sandbox as the program's.
app.whenReady().then(() => {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      backgroundThrottling: false,
    },
  });
  window.loadURL(process.env.CERTSCOPE_BENCH_PAGE);
});
app.on('window-all-closed', () => app.quit());
