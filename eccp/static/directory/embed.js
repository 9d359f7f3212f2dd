// Beside the map: copies the code of the map for other sites, and says so. Without this file it can be selected.
const line = document.getElementById('copy-embed');
const code = () => document.getElementById('embed-code');
const button = line.querySelector('button');
const said = line.querySelector('[role=status]');
button.addEventListener('click', async () => {
  code().select();
  said.textContent = '';
  try {
    await navigator.clipboard.writeText(code().value);
    said.textContent = button.dataset.copied;
  } catch { code().focus(); }
});
document.addEventListener('directory:found', () => { said.textContent = ''; });
line.hidden = !navigator.clipboard;
