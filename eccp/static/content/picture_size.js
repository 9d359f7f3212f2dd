// Says at once that a picture is too large, before a slow line sends it in vain; the server judges it anyway.
const megabytes = (bytes) => {
  const form = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  return form.format(bytes / 1_048_576);
};

function judge(input) {
  const old = document.getElementById(`${input.id}_size`);
  old?.remove();
  const [file] = input.files;
  if (!file || file.size <= Number(input.dataset.bytes)) return;
  const said = document.createElement('p');
  said.id = `${input.id}_size`;
  said.className = 'error-text';
  said.setAttribute('role', 'alert');
  said.textContent = input.dataset.tooLarge.replace('{size}', megabytes(file.size));
  input.value = '';
  input.before(said);
}

for (const input of document.querySelectorAll('input[type=file][data-bytes]')) input.addEventListener('change', () => judge(input));
