// Imported first by every script, so that an old Node hears this before it meets what it cannot run.
const [major, minor] = process.versions.node.split('.').map(Number);

// 22.0 to 22.11 are younger than 20.19 but cannot require() ES modules, which the toolchain does.
const fits = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);

if (!fits) {
  process.stderr.write(
    `CertScope needs Node 20.19 or newer (22.12 or newer of Node 22); this is ${process.version}.\n`,
  );
  process.exit(1);
}
