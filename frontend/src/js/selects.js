// Long selects become searchable.
import TomSelect from "tom-select/base";

export function start(root) {
  for (const select of root.querySelectorAll("select[data-pick-one]:not(.tomselected)")) {
    const searchable = new TomSelect(select, { maxOptions: null, allowEmptyOption: true });
    searchable.control_input.setAttribute("autocomplete", "off");
    const told = select.getAttribute("aria-describedby");
    if (told) searchable.control_input.setAttribute("aria-describedby", told);
    select.setAttribute("aria-hidden", "true");
  }
}
