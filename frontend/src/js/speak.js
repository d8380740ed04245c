// Reads a text aloud with the browser's own voice; pressed again, it stops. Without a voice there is no button.
export function start(root) {
  const voice = window.speechSynthesis;
  for (const button of root.querySelectorAll("[data-speak]")) {
    if (!voice) {
      button.remove();
      continue;
    }
    const label = button.querySelector("span");
    const words = label.textContent;
    const rest = () => {
      label.textContent = words;
    };
    button.addEventListener("click", () => {
      if (voice.speaking) {
        voice.cancel();
        return rest();
      }
      const said = document.querySelector(button.dataset.speak);
      const text = new SpeechSynthesisUtterance(said.innerText);
      text.lang = said.closest("[lang]").lang.startsWith("en") ? "en" : "zh-CN";
      text.rate = 0.9;
      text.onend = rest;
      label.textContent = button.dataset.stop;
      voice.speak(text);
    });
  }
}
