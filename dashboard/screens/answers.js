// Keeps confirmed answers in this tab alone, until they are committed: a page that is loaded anew
// gives them back to a session that knows of none.
export default ({ data, setTriggerValue }) => {
  const name = `jahiziya answers ${data.of}`, kept = sessionStorage.getItem(name);
  if (data.answers !== "{}") sessionStorage.setItem(name, data.answers);
  else if (data.begun) sessionStorage.removeItem(name);
  else if (kept) setTriggerValue("answers", kept);
};
