/** Gives the person a file. */
export function save(name: string, type: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // After the click has been taken up; the browser keeps what it is saving.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
