// From now on records everything that the shell sends to the page: answers, events and channels arrive in one of the page's
// callbacks, raw answers in `fetch`.

window.received = [];
const { callbacks } = window.__TAURI_INTERNALS__;
const find = callbacks.get.bind(callbacks);
Object.defineProperty(callbacks, "get", {
  value: (id) => {
    const callback = find(id);
    return (
      callback &&
      ((said) => {
        window.received.push(JSON.stringify(said));
        return callback(said);
      })
    );
  },
});
const ask = window.fetch.bind(window);
window.fetch = async (...what) => {
  const answer = await ask(...what);
  const copy = answer.clone();
  copy.text().then((words) => window.received.push(JSON.stringify([...copy.headers]) + words));
  return answer;
};
