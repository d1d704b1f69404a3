// A new topic: pictures beside its words, names behind an @ in them.
import "./pictures.js";
import { suggestNames } from "./names.js";

const form = document.getElementById("new-topic");
if (form) suggestNames(form.dataset.people, "#new-topic textarea");
