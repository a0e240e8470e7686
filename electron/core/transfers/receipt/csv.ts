/** What a spreadsheet takes for the beginning of a formula, and a file's name may well begin with. */
const formulaStart = /^[=+\-@\t\r]/;

/**
 * One line of a table as RFC 4180 has it, with its line end. A cell that a spreadsheet would take for a formula gets an
 * apostrophe in front, by which spreadsheets know a text: a file may be named by somebody else, and a formula can send
 * what is in the table to them (OWASP, "CSV Injection").
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
