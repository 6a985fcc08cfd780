// Shows what works with scripts in place of what is said without them, and says in the page when
// a passkey could not be used; the log-in library only tells the console.
for (const part of document.querySelectorAll("[data-without-scripts]")) part.hidden = true;
for (const part of document.querySelectorAll("[data-with-scripts]")) part.hidden = false;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.querySelector("[data-passkey-trouble]");
  if (trouble) trouble.hidden = false;
});
