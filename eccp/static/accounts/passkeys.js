// Passkeys and security keys: asks the browser for one and sends what it answers with the form.
// A form says what for with data-passkey: "create" a key, "get" one of this person, "sign-in" with any.
// Forms stay hidden where there are no passkeys; the sentence beside them says why.
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const withIds = (list) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));

function readable(options) {
  const given = options.publicKey;
  return {
    ...given,
    challenge: toBytes(given.challenge),
    ...(given.user && { user: { ...given.user, id: toBytes(given.user.id) } }),
    ...(given.excludeCredentials && { excludeCredentials: withIds(given.excludeCredentials) }),
    ...(given.allowCredentials && { allowCredentials: withIds(given.allowCredentials) }),
  };
}

function written(credential) {
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];
  const response = {};
  for (const part of parts) if (credential.response[part]) response[part] = toText(credential.response[part]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' } });
  if (!answer.ok) throw new Error(`${form.action} answered ${answer.status}`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const publicKey = readable(await optionsOf(form));
  if (form.dataset.passkey !== 'create') return navigator.credentials.get({ publicKey });
  const alone = form.elements.passwordless?.checked ?? false;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? 'required' : 'discouraged',
    requireResidentKey: alone,
    ...(alone && { userVerification: 'required' }),
  };
  return navigator.credentials.create({ publicKey });
}

function begin(form) {
  const said = form.querySelector('[data-said]');
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    said.textContent = '';
    try {
      form.elements.credential.value = JSON.stringify(written(await ask(form)));
      form.submit();
    } catch (problem) {
      said.textContent = problem.name === 'NotAllowedError' ? form.dataset.cancelled : form.dataset.failed;
    }
  });
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll('form[data-passkey]')) begin(form);
  for (const words of document.querySelectorAll('[data-no-passkey]')) words.hidden = true;
}
