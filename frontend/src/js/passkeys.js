// Passkeys: the server's riddle goes to the device, the device's answer into the form. No key ever passes here.
const bytes = (text) => {
  const plain = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
};
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const named = (known) => (known || []).map((each) => ({ ...each, id: bytes(each.id) }));

async function create({ publicKey }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: named(publicKey.excludeCredentials),
    },
  });
  return answer(made, ["clientDataJSON", "attestationObject"]);
}

async function get({ publicKey }) {
  const found = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: named(publicKey.allowCredentials),
    },
  });
  return answer(found, ["clientDataJSON", "authenticatorData", "signature", "userHandle"]);
}

function answer(credential, parts) {
  const response = {};
  for (const part of parts) if (credential.response[part]) response[part] = text(credential.response[part]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function riddle(form) {
  if (form.dataset.riddle) return JSON.parse(document.getElementById(form.dataset.riddle).textContent);
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  const fresh = await fetch(form.dataset.riddleAt, { headers });
  if (!fresh.ok) throw new Error("no riddle");
  return fresh.json();
}

function complain(form, error) {
  const line = form.querySelector("[data-passkey-wrong]");
  const kind = { InvalidStateError: "known", NotSupportedError: "unable" }[error.name] || "cancelled";
  line.textContent = line.dataset[kind] || line.dataset.cancelled;
  line.hidden = false;
}

async function solve(form) {
  const asked = await riddle(form);
  const solved =
    form.dataset.passkey === "create" ? await create(asked.creation_options) : await get(asked.request_options);
  form.querySelector("[data-passkey-answer]").value = JSON.stringify(solved);
  form.submit();
}

export function start(root) {
  root.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.dataset.passkey) return;
      event.preventDefault();
      if (!window.PublicKeyCredential) return complain(form, { name: "NotSupportedError" });
      solve(form).catch((error) => complain(form, error));
    },
    true,
  );
}
